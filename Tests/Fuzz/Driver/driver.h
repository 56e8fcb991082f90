#include <stddef.h>
#include <stdint.h>

/// libFuzzer without its own `main`: runs `one_input` on ever new bytes, as the arguments say.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*one_input)(const uint8_t *, size_t));
