/* libxlsxwriter writes to a path only. A file in memory has one, under /proc; the headers that Swift sees keep it back. */
extern int memfd_create(const char *name, unsigned int flags);

#include <xlsxwriter.h>
