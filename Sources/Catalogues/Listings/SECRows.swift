import Domain
import FoundationEssentials

/// The SEC's lists of tickers, in either form.
enum SECRows {
    /// The rows with their numbers, from 1.
    static func read(_ bytes: [UInt8], _ path: String) throws(CatalogueError) -> [(Int?, Listing)] {
        do {
            return try JSONDecoder().decode(File.self, from: Data(bytes)).rows
        } catch let problem as Problem {
            throw CatalogueError(path, problem.row, problem.words)
        } catch DecodingError.dataCorrupted {
            throw CatalogueError(path, nil, "the list is not valid JSON or is truncated")
        } catch {
            throw CatalogueError(
                path, nil,
                "the list is not one of the SEC's: it needs objects with \"ticker\" and \"title\", or \"fields\" and \"data\""
            )
        }
    }

    private struct Problem: Error {
        let row: Int
        let words: String
    }

    private struct File: Decodable {
        var rows: [(Int?, Listing)] = []

        private enum Key: CodingKey { case fields, data }

        init(from decoder: any Decoder) throws {
            let table = try decoder.container(keyedBy: Key.self)
            guard table.contains(.fields) else {
                let companies = try [String: Company](from: decoder)
                // The keys are the places of the companies in a list that was none.
                let places = companies.keys.sorted { (Int($0) ?? .max, $0) < (Int($1) ?? .max, $1) }
                for place in places {
                    guard let company = companies[place] else { continue }
                    rows.append((Int(place).map { $0 + 1 }, company.listing))
                }
                return
            }
            let fields = try table.decode([String].self, forKey: .fields)
            guard let ticker = fields.firstIndex(of: "ticker"), let name = fields.firstIndex(of: "name")
            else {
                throw Problem(row: 1, words: "the list needs the fields \"ticker\" and \"name\"")
            }
            for (place, row) in try table.decode([[Cell]].self, forKey: .data).enumerated() {
                guard row.count == fields.count else {
                    throw Problem(
                        row: place + 1, words: "expected \(fields.count) fields, found \(row.count)")
                }
                func text(_ field: String) -> String? {
                    fields.firstIndex(of: field).flatMap { row[$0].text }
                }
                rows.append(
                    (
                        place + 1,
                        Listing(
                            symbol: row[ticker].text ?? "", name: row[name].text ?? "",
                            exchange: text("exchange"), cik: text("cik").flatMap(Int.init))
                    ))
            }
        }
    }

    private struct Company: Decodable {
        let cik_str: Int
        let ticker: String
        let title: String

        var listing: Listing { Listing(symbol: ticker, name: title, cik: cik_str) }
    }

    /// A text, a number or nothing.
    private struct Cell: Decodable {
        let text: String?

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if value.decodeNil() {
                text = nil
            } else if let number = try? value.decode(Int.self) {
                text = "\(number)"
            } else {
                text = try value.decode(String.self)
            }
        }
    }
}
