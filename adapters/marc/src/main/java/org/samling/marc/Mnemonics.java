package org.samling.marc;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names in braces that stand for characters in the mnemonic format (Library of Congress,
 * "MARCMakr and MARCBreakr"): {@code {dollar}}, {@code {aelig}}, {@code {acute}e} and {@code
 * {eacute}}.
 */
final class Mnemonics {

  private static final Pattern NAME = Pattern.compile("\\{([A-Za-z0-9]{2,10})\\}");

  private static final Map<String, String> CHARACTERS =
      table(
          """
          dollar $ lcub { rcub } bsol \\ esc \u001B apos ' ast * lsqb [ rsqb ] num # percnt % plus + verbar |
          amp & lt < gt > quot " excl ! comma , commat @ colon : semi ; equals = quest ? lowbar _
          aelig æ AElig Æ oslash ø Oslash Ø oelig œ OElig Œ lstrok ł Lstrok Ł dstrok đ Dstrok Đ eth ð ETH Ð
          thorn þ THORN Þ szlig ß inodot ı ohorn ơ Ohorn Ơ uhorn ư Uhorn Ư alif ʾ ayn ʿ softsign ʹ hardsign ʺ
          mlprime ʹ mllhring ʿ middot · deg ° copy © reg ® phono ℗ pound £ euro € plusmn ± iquest ¿ iexcl ¡
          flat ♭ sharp ♯ scriptl ℓ laquo « raquo » sect § half ½ frac12 ½ frac14 ¼ frac34 ¾ ordf ª ordm º
          joiner \u200D nonjoin \u200C
          """);

  /** Marks that stand on the letter after them, by their name. */
  private static final Map<String, String> MARKS =
      table(
          """
          grave \u0300 acute \u0301 circ \u0302 tilde \u0303 macr \u0304 breve \u0306 dot \u0307 uml \u0308 hooka \u0309
          hook \u0309 ring \u030A dblac \u030B caron \u030C candra \u0310 rcommaa \u0315 dotb \u0323 dbldotb \u0324
          ringb \u0325 commab \u0326 cedil \u0327 ogon \u0328 rcedil \u0328 breveb \u032E under \u0332 dblunder \u0333
          """);

  private Mnemonics() {}

  /** The text with all names that are known read; others stay as they are. */
  static String read(String text) {
    if (text.indexOf('{') < 0) {
      return text;
    }
    var read = new StringBuilder();
    var marks = new StringBuilder();
    var name = NAME.matcher(text);
    for (var at = 0; at < text.length(); ) {
      var isName = text.charAt(at) == '{' && name.region(at, text.length()).lookingAt();
      var mark = isName ? MARKS.get(name.group(1)) : null;
      var character = isName ? character(name.group(1)) : null;
      if (mark != null) {
        marks.append(mark);
      } else {
        read.append(character == null ? text.substring(at, at + 1) : character).append(marks);
        marks.setLength(0);
      }
      at = mark == null && character == null ? at + 1 : name.end();
    }
    return Normalizer.normalize(read.append(marks), Normalizer.Form.NFC);
  }

  /** A character by its name, or a letter with a mark: {@code eacute}. */
  private static @Nullable String character(String name) {
    var character = CHARACTERS.get(name);
    if (character != null) {
      return character;
    }
    var mark = Character.isLetter(name.charAt(0)) ? MARKS.get(name.substring(1)) : null;
    return mark == null ? null : name.charAt(0) + mark;
  }

  private static Map<String, String> table(String names) {
    var table = new HashMap<String, String>();
    var words = names.strip().split("\\s+");
    for (var i = 0; i + 1 < words.length; i += 2) {
      table.put(words[i], words[i + 1]);
    }
    return Map.copyOf(table);
  }
}
