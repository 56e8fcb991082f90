// The library is loaded into the program with LD_PRELOAD and has no interface of its own.
