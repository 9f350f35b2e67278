import Domain
import Glibc

/// Two hours of a term.
struct TermBin: Sendable, Equatable {
    /// The length, and how many make the windows that are looked at.
    static let width: Duration = .seconds(7200)
    static let windows: [Int32] = [12, 36]
    static let perDay = 12.0

    /// Since 1970.
    let slot: Int32
    /// Stories with the term, bad ones, and those of the bad ones that an alert has claimed.
    var stories: UInt16 = 0
    var bad: UInt16 = 0
    var claimed: UInt16 = 0

    static func slot(of time: Instant) -> Int32 {
        Int32(clamping: time.milliseconds / width.inMilliseconds)
    }
}

/// What is known of one term: what it taught, and what the last 72 hours hold.
///
/// What leaves those hours teaches, so that no window teaches its own baseline; what an alert has claimed
/// counts half.
struct TermState: Sendable, Equatable {
    /// Half-lives, in bins: of the level and of the share.
    static let levelHalfLife = 21 * TermBin.perDay
    static let shareHalfLife = 60 * TermBin.perDay
    /// Bad stories whose names are kept, the latest: larger themes need no cohesion.
    static let storiesKept = 24
    /// Below this weight a term with nothing recent is forgotten.
    static let leastWeight = 0.1

    let text: String
    /// Bad stories, those of three weeks ago weighing half.
    private(set) var level = 0.0
    /// All and bad stories, those of two months ago weighing half.
    private(set) var stories = 0.0
    private(set) var bad = 0.0
    /// The slot up to which the weights hold.
    private(set) var at: Int32
    private(set) var bins: [TermBin] = []
    /// The latest bad stories, claimed ones too.
    private(set) var latest: [StoryID] = []

    init(_ text: String, at slot: Int32) {
        self.text = text
        at = slot
    }

    init(
        _ text: String, at slot: Int32, level: Double, stories: Double, bad: Double, bins: [TermBin],
        latest: [StoryID]
    ) {
        self.init(text, at: slot)
        (self.level, self.stories, self.bad) = (level, stories, bad)
        (self.bins, self.latest) = (bins, latest)
    }

    /// Takes in a story that may be judged.
    mutating func count(_ story: StoryID, isBad: Bool, slot: Int32) {
        learn(until: slot)
        guard slot > at - TermBin.windows[1] else { return teach(isBad: isBad, slot: slot) }
        var index = bins.count
        while index > 0, bins[index - 1].slot >= slot { index -= 1 }
        if index == bins.count || bins[index].slot != slot { bins.insert(TermBin(slot: slot), at: index) }
        bins[index].stories.addSaturating()
        guard isBad else { return }
        bins[index].bad.addSaturating()
        latest.append(story)
        if latest.count > Self.storiesKept { latest.removeFirst() }
    }

    /// Learns from a story that is not news.
    mutating func teach(isBad: Bool, slot: Int32) {
        let age = Double(max(at - slot, 0))
        stories += exp2(-age / Self.shareHalfLife)
        guard isBad else { return }
        bad += exp2(-age / Self.shareHalfLife)
        level += exp2(-age / Self.levelHalfLife)
    }

    /// Notes that an alert has claimed a bad story.
    mutating func claim(slot: Int32) {
        guard let index = bins.firstIndex(where: { $0.slot == slot }), bins[index].claimed < bins[index].bad
        else { return }
        bins[index].claimed += 1
    }

    /// Forgets and teaches up to a slot.
    mutating func learn(until slot: Int32) {
        guard slot > at else { return }
        let leaving = bins.prefix { $0.slot <= slot - TermBin.windows[1] }
        for bin in leaving {
            decay(until: bin.slot + TermBin.windows[1])
            let half = Double(bin.claimed) / 2
            level += Double(bin.bad) - half
            bad += Double(bin.bad) - half
            stories += Double(bin.stories) - half
        }
        bins.removeFirst(leaving.count)
        if bins.isEmpty { latest = [] }
        decay(until: slot)
    }

    private mutating func decay(until slot: Int32) {
        guard slot > at else { return }
        let passed = Double(slot - at)
        level *= exp2(-passed / Self.levelHalfLife)
        let kept = exp2(-passed / Self.shareHalfLife)
        stories *= kept
        bad *= kept
        at = slot
    }

    /// Whether nothing is left to know; changes nothing, for all terms are asked.
    func isSpent(at slot: Int32) -> Bool {
        guard bins.last.map({ $0.slot <= slot - TermBin.windows[1] }) ?? true else { return false }
        let untaught = bins.reduce(0.0) { $0 + Double($1.bad) - Double($1.claimed) / 2 }
        let since = bins.first.map { $0.slot + TermBin.windows[1] } ?? at
        // What the bins teach has forgotten less than the first of them by then: a little too much is kept.
        return level * exp2(-Double(slot - at) / Self.levelHalfLife)
            + untaught * exp2(-Double(slot - max(since, at)) / Self.levelHalfLife) < Self.leastWeight
    }

    /// What a window holds that ends with a slot, without what is claimed.
    func counts(_ window: Int, until slot: Int32) -> (bad: Int, stories: Int) {
        var counts = (bad: 0, stories: 0)
        for bin in bins where bin.slot <= slot && bin.slot > slot - TermBin.windows[window] {
            counts.bad += Int(bin.bad - bin.claimed)
            counts.stories += Int(bin.stories) - Int(bin.claimed)
        }
        return counts
    }

    /// How much would be lost with it: what it has taught and what is recent.
    func weight(at slot: Int32) -> Double {
        let kept = exp2(-Double(max(slot - at, 0)) / Self.levelHalfLife)
        return level * kept + Double(bins.reduce(0) { $0 + Int($1.bad) })
    }
}

extension UInt16 {
    fileprivate mutating func addSaturating() { if self < .max { self += 1 } }
}
