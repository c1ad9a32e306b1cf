package org.samling.marc.mapping;

import java.util.Arrays;
import java.util.List;
import org.samling.marc.mapping.MappingRow.Part;
import org.samling.marc.text.XmlEscapes;

/**
 * Writes elements by paths, as the tables name them: {@code role/roleTerm@type=code} is an element
 * roleTerm with an attribute, within role. An underscore in an attribute's value is a blank.
 */
public final class XmlElements {

  /** The part that holds the text of the element itself. */
  private static final String TEXT = ".";

  private final StringBuilder out = new StringBuilder(2_048);
  private final String prefix;

  /**
   * Makes a writer.
   *
   * @param prefix the namespace prefix before element names
   */
  XmlElements(String prefix) {
    this.prefix = prefix;
  }

  /** Appends raw XML. */
  void raw(String xml) {
    out.append(xml);
  }

  /** Writes an element with only a text; nothing if the text is blank. */
  void text(String name, String text) {
    if (!text.isBlank()) {
      out.append("  ");
      start(name);
      XmlEscapes.append(out, shown(text));
      end(name);
      out.append('\n');
    }
  }

  /**
   * Writes an element with parts. Consecutive different parts share an outer element if their paths
   * begin with the same one.
   */
  void element(String name, List<Part> parts) {
    if (parts.isEmpty()) {
      return;
    }
    out.append("  ");
    start(name);
    var open = "";
    var before = "";
    for (var part : parts) {
      if (part.code().equals(TEXT)) {
        XmlEscapes.append(out, shown(part.text()));
        continue;
      }
      var slash = part.code().lastIndexOf('/');
      var outer = slash < 0 ? "" : part.code().substring(0, slash);
      if (!outer.equals(open) || part.code().equals(before)) {
        close(open);
        open(outer);
        open = outer;
      }
      var leaf = part.code().substring(slash + 1);
      start(leaf);
      XmlEscapes.append(out, shown(part.text()));
      end(leaf);
      before = part.code();
    }
    close(open);
    end(name);
    out.append('\n');
  }

  private void open(String path) {
    if (!path.isEmpty()) {
      for (var step : path.split("/", -1)) {
        start(step);
      }
    }
  }

  private void close(String path) {
    if (!path.isEmpty()) {
      for (var step : Arrays.asList(path.split("/", -1)).reversed()) {
        end(step);
      }
    }
  }

  private void start(String step) {
    var words = step.split("@", -1);
    out.append('<').append(prefix).append(words[0]);
    for (var i = 1; i < words.length; i++) {
      var equals = words[i].indexOf('=');
      out.append(' ').append(words[i], 0, equals).append("=\"");
      XmlEscapes.append(out, words[i].substring(equals + 1).replace('_', ' '));
      out.append('"');
    }
    out.append('>');
  }

  private void end(String step) {
    var at = step.indexOf('@');
    out.append("</").append(prefix).append(at < 0 ? step : step.substring(0, at)).append('>');
  }

  /** Without filing marks and other control characters. */
  private static String shown(String text) {
    var shown = new StringBuilder(text.length());
    text.codePoints().filter(c -> !Character.isISOControl(c)).forEach(shown::appendCodePoint);
    return shown.toString().strip();
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
