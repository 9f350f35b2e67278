// Text is measured by its characters: the server has no fonts. The widths are those of the sans-serif fonts
// that browsers use, rounded up, so that a label is cut rather than drawn over its neighbor.

/// Size of all text, in the units of the drawing.
let textSize = 11.0
/// Width of a character, as a share of its size: between Helvetica (0.5) and DejaVu Sans (0.6).
private let characterWidth = 0.58

/// About how wide a text is drawn.
func width(of text: String) -> Double { Double(text.count) * characterWidth * textSize }

/// The text, or its beginning with an ellipsis, so that it fits.
func fitted(_ text: String, into width: Double) -> String {
    let most = max(1, Int(width / (characterWidth * textSize)))
    return text.count <= most ? text : String(text.prefix(most - 1)) + "…"
}
