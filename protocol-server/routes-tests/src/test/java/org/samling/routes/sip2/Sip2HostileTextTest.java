package org.samling.routes.sip2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a machine sends as a barcode or card is compared as it is, and never executed. */
class Sip2HostileTextTest {

  private static final String UNKNOWN = "unknown";

  private static final List<String> HOSTILE =
      List.of(
          "%",
          "_",
          "1%",
          "_1",
          "1*",
          "?",
          "*",
          "/",
          "1/",
          "..",
          "\"1\"",
          "'",
          "1'",
          "'1'",
          "1;",
          "1\\",
          "\\x31",
          "$1",
          "{1}",
          "(1)",
          "1,2",
          "1 or true",
          "' or '1'='1",
          "1'; delete from loan; --",
          "1\" or cql.allRecords=1",
          "[0-9]",
          "1 2",
          "1".repeat(4_000));

  private final Machine machine = new Machine();

  @AfterEach
  void close() {
    machine.close();
  }

  private long count(String sql) {
    return machine.library.count(machine.library.north, "select count(*) from " + sql);
  }

  /** A reply without its dates and without the text itself, which values cut at 255 characters. */
  private static String shape(String reply, String text) {
    return reply
        .replace(text.substring(0, Math.min(text.length(), 255)), UNKNOWN)
        .replaceAll("\\d{8}    \\d{6}", "");
  }

  private String shapeOf(String message, String text) {
    return shape(machine.ask(message.formatted(text)), text);
  }

  @Test
  void barcodeOrCardIsFoundByWhatItIsOnly() {
    machine.ask("11NN{d}" + " ".repeat(18) + "AO|AAA|AB2|AC|");
    var messages =
        List.of(
            "17{d}AO|AB%s|",
            "11NN{d}" + " ".repeat(18) + "AO|AAA|AB%s|AC|",
            "11NN{d}" + " ".repeat(18) + "AO|AA%s|AB1|AC|",
            "09N{d}{d}AP|AO|AB%s|AC|",
            "29NN{d}" + " ".repeat(18) + "AO|AAA|AB%s|",
            "15+{d}AO|AAA|AB%s|",
            "19{d}AO|AB%s|CHsmall|",
            "23009{d}AO|AA%s|AC|",
            "63009{d}          AO|AA%s|",
            "65{d}AO|AA%s|",
            "01N{d}AO|ALfound|AA%s|AC|");
    var rows = count("item") + count("patron") + count("loan") + count("hold");
    for (var message : messages) {
      var unknown = shapeOf(message, UNKNOWN);
      for (var text : HOSTILE) {
        assertThat(shapeOf(message, text)).as("%s of %s", message, text).isEqualTo(unknown);
      }
    }
    assertThat(count("item") + count("patron") + count("loan") + count("hold")).isEqualTo(rows);
    assertThat(count("loan where returned_at is null")).isEqualTo(1);
  }

  @Test
  void barcodeOfSuchCharactersIsLentAndReturnedAsAnyOther() {
    for (var text : HOSTILE.stream().filter(t -> t.length() < 20).toList()) {
      machine.library.asSuperuser(
          "update item set barcode = '%s' where barcode = '1'".formatted(text.replace("'", "''")));
      assertThat(machine.ask("11NN{d}" + " ".repeat(18) + "AO|AAA|AB" + text + "|AC|"))
          .as(text)
          .startsWith("121")
          .contains("|AB" + text + "|");
      assertThat(count("loan where returned_at is null")).as(text).isEqualTo(1);
      assertThat(machine.ask("09N{d}{d}AP|AO|AB" + text + "|AC|")).as(text).startsWith("101");
      machine.library.asSuperuser(
          "update item set barcode = '1' where barcode = '%s'".formatted(text.replace("'", "''")));
    }
  }
}
