package org.samling.ncip;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
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

  /** Elements that say who a user is, how to reach them, or what they have. */
  private static final Set<String> PERSONAL =
      Set.of(
          TYPED,
          "UserId",
          "UserOptionalFields",
          "UserFiscalAccount",
          "LoanedItem",
          "RequestedItem",
          "ShippingInformation");

  private static final String USER = "UserIdentifierValue";

  private final XmlReader reader;
  private final boolean isWithoutPersons;

  /** Creates an annotator that reads messages within limits. */
  public NcipAnnotator(NcipLimits limits) {
    this(new XmlReader(limits), false);
  }

  private NcipAnnotator(XmlReader reader, boolean isWithoutPersons) {
    this.reader = reader;
    this.isWithoutPersons = isWithoutPersons;
  }

  /** The same for readers who may not see patrons: what tells of users is masked, too. */
  public NcipAnnotator withoutPersons() {
    return new NcipAnnotator(reader, true);
  }

  /** The users that a message names, as it names them. */
  public List<String> users(byte[] message) {
    var users = new ArrayList<String>();
    try {
      var rest = new ArrayDeque<>(reader.read(message).root().children());
      while (!rest.isEmpty()) {
        var element = rest.pop();
        if (element.name().equals(USER)) {
          users.add(element.text());
        } else if (element.name().equals(TYPED) && isIdentifier(element)) {
          element.children().stream()
              .filter(c -> c.name().equals(TYPED_DATA))
              .forEach(c -> users.add(c.text()));
        }
        element.children().forEach(rest::push);
      }
    } catch (NcipFormatException _) {
      // It names nobody.
    }
    return users;
  }

  private record Line(NcipElement element, int depth, boolean isMasked, boolean isPersonal) {}

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
    root.children().reversed().forEach(c -> rest.push(new Line(c, 0, false, false)));
    while (!rest.isEmpty()) {
      var line = rest.pop();
      var element = line.element();
      write(line, text);
      var isPersonal = line.isPersonal() || (isWithoutPersons && PERSONAL.contains(element.name()));
      var isMasked = element.name().equals(TYPED) && !isIdentifier(element);
      element.children().stream()
          .filter(c -> !HEADERS.contains(c.name()))
          .toList()
          .reversed()
          .forEach(c ->
              rest.push(
                  new Line(
                      c,
                      line.depth() + 1,
                      isPersonal || (isMasked && c.name().equals(TYPED_DATA)),
                      isPersonal)));
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
        (line.isMasked() && !element.text().isBlank()) || SECRETS.contains(element.name())
            ? NcipSecret.MASK
            : UserId.masked(element.text()).replaceAll("\\s+", " ");
    text.append(INDENT.repeat(line.depth()))
        .append(element.name())
        .append(value.isEmpty() ? "" : ": " + value)
        .append('\n');
  }
}
