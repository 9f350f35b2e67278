public import Fetching
public import WebSub

/// What hubs announce wakes the poller.
extension PushWakes: WakeSource {}
