// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/locked_memory.h"

#include <sys/mman.h>
#include <sys/resource.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <unistd.h>

#include <new>

namespace fb {

namespace {

std::size_t wholePages(std::size_t size)
{
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    return (size + page - 1) / page * page;
}

} // namespace

// A page of its own per secret: munlock works on whole pages, so two secrets in one page would unlock each other.
std::uint8_t *allocateLocked(std::size_t size)
{
    const std::size_t length = wholePages(size);
    void *memory = mmap(nullptr, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        throw std::bad_alloc();
    (void)mlock(memory, length); // refused beyond RLIMIT_MEMLOCK: the secret is still wiped, only swappable
#ifdef MADV_DONTDUMP
    (void)madvise(memory, length, MADV_DONTDUMP);
#endif
    return static_cast<std::uint8_t *>(memory);
}

void freeLocked(std::uint8_t *memory, std::size_t size)
{
    munmap(memory, wholePages(size));
}

void disableCoreDumps()
{
    const rlimit none{0, 0};
    (void)setrlimit(RLIMIT_CORE, &none);
#ifdef __linux__
    (void)prctl(PR_SET_DUMPABLE, 0);
#endif
}

} // namespace fb
