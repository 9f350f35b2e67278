import Testing

@testable import Catalogues

@Suite struct SuggestionTests {
    @Test func `The distance of words is that of Levenshtein`() {
        #expect(Suggestion.editDistance("kitten", "sitting") == 3)
        #expect(Suggestion.editDistance("", "abc") == 3)
        #expect(Suggestion.editDistance("same", "same") == 0)
    }

    @Test func `A word that is near is suggested, else all or nothing`() {
        #expect(Suggestion.nearestOrAll("slak", ["mail", "slack"]) == "; did you mean \"slack\"?")
        #expect(Suggestion.nearestOrAll("quux", ["mail", "slack"]) == "; known are mail, slack")
        #expect(Suggestion.nearestOrNone("quux", ["mail", "slack"]) == "")
        #expect(Suggestion.nearestOrAll("quux", []) == "")
    }
}
