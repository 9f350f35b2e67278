import Testing

@testable import Catalogues

@Suite struct SuggestionTests {
    @Test func `The distance of words counts edits, and an exchange of neighbors as one`() {
        #expect(Suggestion.editDistance("kitten", "sitting") == 3)
        #expect(Suggestion.editDistance("", "abc") == 3)
        #expect(Suggestion.editDistance("same", "same") == 0)
        #expect(Suggestion.editDistance("cvs", "csv") == 1)
        #expect(Suggestion.editDistance("abcdef", "badcfe") == 3)
    }

    @Test func `A word that is near is suggested, else all or nothing`() {
        #expect(Suggestion.nearestOrAll("slak", ["mail", "slack"]) == "; did you mean \"slack\"?")
        #expect(Suggestion.nearestOrAll("quux", ["mail", "slack"]) == "; known are mail, slack")
        #expect(Suggestion.nearestOrNone("quux", ["mail", "slack"]) == "")
        #expect(Suggestion.nearestOrAll("quux", []) == "")
        #expect(Suggestion.nearest("tsla", ["AAPL", "TSLA"]) == "TSLA")
        #expect(Suggestion.nearest("Title", ["title", "titles"]) == "title")
        #expect(Suggestion.nearest("foo", ["fx", "ipo"]) == nil, "two of three letters are another word")
    }
}
