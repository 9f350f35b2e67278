import Domain
import Serving
import Testing

@Suite struct WebRequestTests {
    @Test func `A target is split and decoded`() {
        let request = WebRequest("GET", "/streams/entity%3ABA%23legal?q=a+b&q=2&empty=&%zz=1")
        #expect(request.path == ["streams", "entity:BA#legal"])
        #expect(request.parameter("q") == "a b")
        #expect(request.query.map(\.name) == ["q", "q", "empty", "%zz"])
    }

    @Test(arguments: ["", "/", "//", "?", "/%", "/%f", "/\u{0}", "/%FF%FE", "x"])
    func `Any target is taken`(target: String) {
        let request = WebRequest("GET", target)
        #expect(request.query.isEmpty)
    }

    @Test func `A cookie is found among others`() {
        let request = WebRequest(
            "GET", "/", headers: [("Cookie", "a=1; bellwether=xyz; b"), ("cookie", "c=3")])
        #expect(request.cookie("bellwether") == "xyz")
        #expect(request.cookie("c") == "3")
        #expect(request.cookie("b") == nil)
    }

    @Test func `A form is read only from its own media type`() {
        let body = Array("id=a1&reason=on+it%21".utf8)
        let form = WebRequest(
            "POST", "/", headers: [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")],
            body: body
        ).form
        #expect(form.map(\.value) == ["a1", "on it!"])
        #expect(WebRequest("POST", "/", headers: [("Content-Type", "text/plain")], body: body).form.isEmpty)
    }

    @Test func `Whatever is encoded is decoded to itself`() {
        for text in ["", "a b", "entity:BA#x", "ä/ü?&=%", "🙂", "+"] {
            let request = WebRequest("GET", "/\(percentEncoded(text))?q=\(percentEncoded(text))")
            #expect(request.path == [text])
            #expect(request.query.first?.value == text)
        }
    }
}
