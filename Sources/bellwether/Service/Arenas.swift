import Glibc

/// Sets M_ARENA_MAX of mallopt(3), which Swift's module of glibc leaves out; nothing happens where the C
/// library has none.
func limitArenas(to count: Int32) {
    guard let symbol = unsafe dlsym(nil, "mallopt") else { return }
    let mallopt = unsafe unsafeBitCast(symbol, to: (@convention(c) (CInt, CInt) -> CInt).self)
    let arenaMax: CInt = -8
    _ = mallopt(arenaMax, count)
}
