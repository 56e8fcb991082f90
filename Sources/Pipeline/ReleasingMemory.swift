import CMalloc

/// 归还内存：gives back to the system what was freed. Threads keep what they freed for themselves, which after tens of
/// thousands of files is more than what is in use; a run calls this between its large steps.
func releaseMemory() { malloc_trim(0) }
