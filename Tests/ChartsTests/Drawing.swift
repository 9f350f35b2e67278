import Foundation
import FoundationXML

/// What is in a drawing, as a strict XML parser reads it.
final class Drawing: NSObject, XMLParserDelegate {
    struct Element {
        let name: String
        let attributes: [String: String]
        var text = ""
    }

    private(set) var elements: [Element] = []
    private var open: [Int] = []

    /// The elements in the order of their beginnings; nil for markup that is not well-formed.
    init?(_ svg: String) {
        super.init()
        let parser = XMLParser(data: Data(svg.utf8))
        parser.delegate = self
        guard parser.parse() else { return nil }
    }

    func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        open.append(elements.count)
        elements.append(Element(name: name, attributes: attributes))
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) { open.removeLast() }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        if let last = open.last { elements[last].text += string }
    }

    /// Every number in the attributes that say where something is.
    var coordinates: [Double?] {
        elements.flatMap { element in
            ["d", "x", "y", "width", "height", "viewBox"].compactMap { element.attributes[$0] }.flatMap {
                value in
                value.replacing(/-/, with: " -").split { " MLHVlhvaz".contains($0) }.map { Double($0) }
            }
        }
    }
}
