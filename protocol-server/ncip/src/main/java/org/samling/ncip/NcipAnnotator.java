package org.samling.ncip;

import java.util.ArrayDeque;
import java.util.Set;
import org.samling.ncip.data.AuthenticationInput;
import org.samling.ncip.data.NcipElement;
import org.samling.ncip.data.NcipSecret;
import org.samling.ncip.data.SchemeValue;
import org.samling.ncip.data.UserId;

/**
 * Explains a message to a person: its elements by name, one on each line, indented by depth, with
 * their content. Schemes, the header and extensions are left out. Passwords are masked, and so is a
 * patron's input unless its type shows that it is an identifier.
 */
public final class NcipAnnotator {

  private static final String INDENT = "  ";

  private static final Set<String> SECRETS =
      Set.of("FromAgencyAuthentication", "FromSystemAuthentication");

  private static final Set<String> HEADERS = Set.of("InitiationHeader", "ResponseHeader");
  private static final String TYPED = "AuthenticationInput";
  private static final String TYPED_DATA = "AuthenticationInputData";

  private final XmlReader reader;

  /** Creates an annotator that reads messages within limits. */
  public NcipAnnotator(NcipLimits limits) {
    this.reader = new XmlReader(limits);
  }

  private record Line(NcipElement element, int depth, boolean isMasked) {}

  /** The message, line by line; every line ends with a line feed. */
  public String annotate(byte[] message) {
    NcipElement root;
    try {
      root = reader.read(message).root();
    } catch (NcipFormatException e) {
      return "not a message: " + e.getMessage() + "\n";
    }
    var text = new StringBuilder();
    var rest = new ArrayDeque<Line>();
    root.children().reversed().forEach(c -> rest.push(new Line(c, 0, false)));
    while (!rest.isEmpty()) {
      var line = rest.pop();
      var element = line.element();
      write(line, text);
      var isMasked = element.name().equals(TYPED) && !isIdentifier(element);
      element.children().stream()
          .filter(c -> !HEADERS.contains(c.name()))
          .toList()
          .reversed()
          .forEach(c ->
              rest.push(new Line(c, line.depth() + 1, isMasked && c.name().equals(TYPED_DATA))));
    }
    return text.toString();
  }

  private static boolean isIdentifier(NcipElement input) {
    var type = input.find("AuthenticationInputType");
    return type != null
        && new AuthenticationInput("", null, SchemeValue.of(type.text())).isIdentifier();
  }

  private static void write(Line line, StringBuilder text) {
    var element = line.element();
    var value =
        line.isMasked() || SECRETS.contains(element.name())
            ? NcipSecret.MASK
            : UserId.masked(element.text()).replaceAll("\\s+", " ");
    text.append(INDENT.repeat(line.depth()))
        .append(element.name())
        .append(value.isEmpty() ? "" : ": " + value)
        .append('\n');
  }
}
