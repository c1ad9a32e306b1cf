package org.samling.sip2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class Sip2AnnotatorTest {
  private final Sip2Annotator annotator = new Sip2Annotator(new Sip2Codec(Sip2Charset.UTF_8));

  @Test
  void aRequestIsExplainedFieldByField() {
    assertThat(
            annotate(
                "11YN20260102    101500                  AODK-700001|AA3112990000|AB5010000017|ACord|AD4711|BOY|ZZny|x|AY1AZE000"))
        .isEqualTo(
            """
            11 Checkout (request)
               SC renewal policy        Y                    yes
               no block                 N                    no
               transaction date         20260102    101500   2026-01-02 10:15:00 local time
               nb due date                                   no date
            AO institution id           DK-700001
            AA patron identifier        **********
            AB item identifier          5010000017
            AC terminal password        ****
            AD patron password          ****
            BO fee acknowledged         Y                    yes
            ZZ (unknown)                xx                   not of this message
             x (no field)                                    too short for an id
            AY sequence number          1
            AZ checksum                                      wrong: these bytes add up to E6C5
            """);
  }

  @Test
  void aResponseIsExplainedFieldByField() {
    assertThat(
            annotate(
                "1803020120260102    101500CF2|AB5010000017|AJRejsen til Ærø|CK001|CV02|AY0AZEA75"))
        .isEqualTo(
            """
            18 Item Information Response (response)
               circulation status       03                   available
               security marker          02                   Tattle-Tape security strip
               fee type                 01                   other or unknown
               transaction date         20260102    101500   2026-01-02 10:15:00 local time
            CF hold queue length        2
            AB item identifier          5010000017
            AJ title identifier         Rejsen til Ærø
            CK media type               001                  book
            CV alert type               02                   extension
            AY sequence number          0
            AZ checksum                 EA75                 right
            """);
  }

  @Test
  void aPatronIsExplainedInWords() {
    assertThat(
            annotate(
                "64  Y Y         00920260102   Z1015000001    000200000000xxxxAODK-700001|AAD1|AEÅse|BLY|BVgratis|AY3AZ"))
        .isEqualTo(
            """
            64 Patron Information Response (response)
               patron status              Y Y                recall privileges denied, card reported lost
               language                 009                  Danish
               transaction date         20260102   Z101500   2026-01-02 10:15:00 UTC
               hold items count         0001
               overdue items count                           not supported
               charged items count      0002
               fine items count         0000
               recall items count       0000
               unavailable holds count  xxxx                 not a number
            AO institution id           DK-700001
            AA patron identifier        D1
            AE personal name            Åse
            BL valid patron             Y                    yes
            BV fee amount               gratis               not an amount
            AY sequence number          3
            AZ checksum                                      empty, not verified; it would be E60C
            """);
  }

  @Test
  void theServersStatusIsExplained() {
    assertThat(annotate("98YYYNXU60099920260102    1015002.00AODK-700001|BXYYYYYYYYYYYYYNYN|"))
        .contains("ACS renewal policy       N                    no\n")
        .contains("status update ok         X                    neither Y nor N\n")
        .contains("off-line ok              U                    unknown\n")
        .contains("timeout period           600                  tenths of a second to wait")
        .contains("BX supported messages       YYYYYYYYYYYYYNYN     14 of 16 messages\n");
    assertThat(annotate("94x")).contains("neither 1 nor 0");
  }

  @Test
  void whatIsNoMessageIsSaidToBeNone() {
    assertThat(annotate("GET / HTTP/1.1"))
        .isEqualTo("no SIP2 message: 14 bytes that do not start with a known command\n");
    assertThat(annotate("9")).startsWith("no SIP2 message");
    assertThat(annotate("93"))
        .isEqualTo(
            """
            93 Login (request)
               malformed at byte 2: "93" (Login) ends before its fixed-length field "UID algorithm" is complete
            """);
  }

  @Test
  void noSecretIsEverShown() {
    var frame =
        "9300CNbruger|COkanariefugl|ADkanariefugl|ACkanariefugl|COkanariefugl|cokanariefugl|ZZ|CYx|";
    assertThat(annotate(frame)).doesNotContain("kanariefugl").contains("bruger");
  }

  @Test
  void whatStandsWhereItDoesNotBelongIsShownByItsShapeOnly() {
    assertThat(masked("23009AAx|ADkanariefugl|0101709876")).isEqualTo("23009AAx|AD****|0199999999");
  }

  @Test
  void messageOnOneLineIsMasked() {
    assertThat(
            masked(
                "11YN20260102    101500                  AO|AA010170 9876|AB0101709876|ADkanariefugl|ZZkanariefugl|AY1AZE000"))
        .isEqualTo(
            "11YN20260102    101500                  AO|AA***********|AB**********|AD****|ZZxxxxxxxxxxx|AY1AZE000");
    assertThat(masked("9300CNbruger^COkanariefugl^")).isEqualTo("9300CNbruger^CO****");
    assertThat(masked("11YN20260102    101500ADkanariefugl0")).doesNotContain("kanariefugl");
    assertThat(masked("11YN20260102    101500     ADkanariefugl|")).doesNotContain("anariefugl");
    assertThat(masked("93")).isEqualTo("93");
    assertThat(masked("77 0101709876 kanariefugl|ADkanariefugl"))
        .isEqualTo("77 9999999999 xxxxxxxxxxx|ADxxxxxxxxxxx");
  }

  private String masked(String text) {
    return annotator.masked(Sip2Frame.of(text, Sip2Charset.UTF_8));
  }

  private String annotate(String text) {
    return annotator.annotate(Sip2Frame.of(text, Sip2Charset.UTF_8));
  }

  @Test
  void withoutPersonsNothingIsShownThatTellsOfAPatron() {
    var reader = annotator.withoutPersons();
    for (var wire :
        List.of(
            "64              00920260102    101500000100020003000400050006AODK-700001|AA1|AEAnne And|BLY|BDVej 1|BEa@example.org|BF12345678|PB19800101|PCadult|AU5010000017|AFGoddag Anne And|AGAnne And|QPAnne And|",
            "101YNY20260102    101500AODK-700001|AB5010000017|AQDK-700001|AA1|CV01|CY1|DAAnne And|BF12345678|AFBooked here by Anne And.|",
            "6300920260102    101500  Y       AODK-700001|AA1|AD4711|XXAnne And|",
            "6300920260102    101500  Y       AO^AA1^AEAnne And^AD4711|")) {
      var frame = Sip2Frame.of(wire, Sip2Charset.UTF_8);
      var masked = reader.masked(frame);
      assertThat(masked + reader.annotate(frame))
          .doesNotContain("AA1", "Anne", "Vej", "a@example", "12345678", "1980", "4711")
          .doesNotContainPattern("patron identifier +1");
      assertThat(reader.masked(Sip2Frame.of(masked, Sip2Charset.UTF_8)))
          .as("a line of a log is masked again as the message would be")
          .isEqualTo(masked);
      var logged = annotator.annotate(frame).lines().toList();
      assertThat(String.join("\n", Sip2PersonalFields.leftOut(logged)))
          .doesNotContain("AA1", "Anne", "Vej", "a@example", "12345678", "1980")
          .doesNotContainPattern("patron identifier +1");
    }
    assertThat(
            reader.masked(
                Sip2Frame.of(
                    "1803020120260102    101500AB5010000017|AJÆrø|AFx|", Sip2Charset.UTF_8)))
        .as("items and titles are no persons")
        .isEqualTo("1803020120260102    101500AB5010000017|AJÆrø|AFx|");
  }
}
