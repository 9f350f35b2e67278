import CCurl
import Glibc

// libcurl calls these on the client's thread, with the context given in `configure` and `size * count` bytes.
// Anything but that number as the result ends the transfer.

func receiveBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context = unsafe context else { return 0 }
    let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    return unsafe transfer.append(body: piece) ? size * count : 0
}

func receiveHeader(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context = unsafe context else { return 0 }
    let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    return unsafe transfer.append(header: piece) ? size * count : 0
}

func sendBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context = unsafe context else { return 0 }
    let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    return unsafe transfer.fill(UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
}

/// Opens the socket that libcurl asks for, unless the rule forbids its address.
func openSocket(
    _ context: UnsafeMutableRawPointer?, _ purpose: curlsocktype,
    _ wanted: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
    guard let context = unsafe context, let wanted = unsafe wanted else { return -1 }
    let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    // libcurl's address lives for the call; `addr` begins a structure of the size that the family has.
    let family = unsafe wanted.pointee.family
    let address: IPAddress? = unsafe withUnsafePointer(to: &wanted.pointee.addr) { start in
        let raw = unsafe UnsafeRawPointer(start)
        switch family {
        case AF_INET:
            return unsafe IPAddress(
                bytes: withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in.self).sin_addr) {
                    unsafe Array($0)
                })
        case AF_INET6:
            return unsafe IPAddress(
                bytes: withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr) {
                    unsafe Array($0)
                })
        default: return nil
        }
    }
    guard let address, transfer.mayConnect(to: address) else { return -1 }
    return unsafe socket(
        family, wanted.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), wanted.pointee.`protocol`)
}
