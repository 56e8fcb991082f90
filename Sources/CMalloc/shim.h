/* malloc_trim, which Glibc as Swift sees it leaves out. */
#include <malloc.h>
