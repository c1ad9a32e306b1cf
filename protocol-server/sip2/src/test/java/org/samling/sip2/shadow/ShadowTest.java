package org.samling.sip2.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.sip2.Sip2Charset;
import org.samling.sip2.Sip2Codec;
import org.samling.sip2.Sip2Frame;
import org.samling.sip2.Sip2Frame.Terminator;
import org.samling.sip2.shadow.Resent.Fate;
import org.samling.sip2.shadow.ShadowReport.Example;

/** What of a conversation is recorded, sent again, and compared. */
class ShadowTest {

  private static final Sip2Codec CODEC = new Sip2Codec(Sip2Charset.UTF_8);
  private static final Instant MONDAY = Instant.parse("2026-01-05T10:15:00Z");

  private static Sip2Frame frame(String text) {
    return Sip2Frame.of(text, CODEC.charset());
  }

  private static RecordedExchange recorded(String request, String reply) {
    var recorder = new Sip2Recorder(1, CODEC, InstantSource.fixed(MONDAY));
    assertThat(recorder.request(frame(request))).isEmpty();
    return recorder.reply(frame(reply)).getFirst();
  }

  private static List<ReplyDifference> differences(String request, String was, String is) {
    return ReplyComparison.of(
        recorded(request, was), new RecordingMask(CODEC).message(frame(is)), Terminator.CR, false);
  }

  @Test
  void recordingKeepsCardsAndItemsButNoPinPasswordCprNumberOrName() {
    var exchanges = new ArrayList<RecordedExchange>();
    var recorder = new Sip2Recorder(1, CODEC, InstantSource.fixed(MONDAY));
    var said =
        List.of(
            "9300CNhall-1|COlogin-secret|CPHall|",
            "6300020260105    101500          AOX|AA2000000001|AC|ADpin-9042|ZZwhatever|",
            "11YN20260105    101501                  AOX|AA2000000001|AB3890000001|AC|AD9042|",
            "2300020260105    101502AOX|AA0101701234|AC|AD9042|",
            "09N20260105    10150320260105    101503APHall|AOX|AB3890000001|AC|");
    var replies =
        List.of(
            "941",
            "64              00020260105    101500000000000002000100000000AOX|AA2000000001"
                + "|AEIbsen, Åse|BLY|CQY|BDStrandvejen 1, 9999 Solbæk|BEaase@example.org|BF12345678"
                + "|AV30.00 Sult af Hamsun|AU3890000007|PB19700517|XXÅse|AFhej åse, velkommen til"
                + " Solbæk|",
            "121NNY20260105    101501AOX|AA2000000001|AB3890000001|AJFyrsten|AH20260205|AFTak, Åse|",
            "24YYYY          00020260105    101502AOX|AA0101701234|AE|BLN|AFkendes ikke|",
            "101YNN20260105    101503AOX|AB3890000001|AQHall|AJFyrsten|AA2000000001|CY2000000009"
                + "|DAHamsun, Knut|AFtil Knut|");
    for (int i = 0; i < said.size(); i++) {
      exchanges.addAll(recorder.request(frame(said.get(i))));
      exchanges.addAll(recorder.reply(frame(replies.get(i))));
    }

    assertThat(exchanges).hasSize(5);
    var text = exchanges.toString();
    assertThat(text)
        .doesNotContain("login-secret", "9042", "0101701234", "whatever", "Ibsen", "Hamsun", "Sult")
        .doesNotContainIgnoringCase("åse", "knut", "strandvejen", "aase", "12345678", "19700517")
        .doesNotContain("2000000009", "3890000007")
        .contains("2000000001", "3890000001", "Fyrsten", "hall-1", "AE, value=Xxxxx, Xxx")
        .contains("hej xxx, velkommen til Xxxxxx", "til Xxxx");
    assertThat(exchanges.getLast().request().value("AB")).isEqualTo("3890000001");
    var returned = exchanges.getLast().reply();
    assertThat(returned).isNotNull();
    assertThat(returned.value("AA")).as("who had it is in no request").isEqualTo("9999999999");
  }

  @Test
  void whatCanNotBeReadIsNotRecordedAndWhatHasNoReplyIsRecordedWithoutOne() {
    var recorder = new Sip2Recorder(3, CODEC, InstantSource.fixed(MONDAY));
    assertThat(recorder.request(frame("GET / HTTP/1.1"))).isEmpty();
    assertThat(recorder.reply(frame("96")))
        .singleElement()
        .satisfies(exchange -> {
          assertThat(exchange.request()).isEqualTo(RecordedMessage.UNREADABLE);
          assertThat(Resent.fate(exchange.request())).isEqualTo(Fate.MASKED);
        });
    var _ = recorder.request(frame("9900802.00"));
    assertThat(recorder.end())
        .singleElement()
        .satisfies(exchange -> assertThat(exchange.reply()).isNull());
    assertThat(recorder.reply(frame("96"))).as("a reply to nothing").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1720260105    101500AOX|AB1|, ASKED",
    "2300020260105    101500AOX|AA1|AC|AD1|, ASKED",
    "11YN20260105    101500                  AOX|AA1|AB1|AC|, CHANGES",
    "3720260105    1015000100DKKBV1|AOX|AA1|, CHANGES",
    "9300CNa|COb|, SKIPPED",
    "97, SKIPPED",
    "2300020260105    101500AOX|AA0101701234|AC|AD1|, MASKED"
  })
  void questionsChangeNothingAndWhoIsMaskedCanNotBeAsked(String request, Fate fate) {
    assertThat(Resent.fate(recorded(request, "96").request())).isEqualTo(fate);
  }

  @Test
  void requestIsSentAtItsNewTimeWithoutPinAndErrorDetection() {
    var exchange =
        recorded(
            "09N20260105    10150020260105    101400APHall|AOX|AB3890000001|ACx|BIN|AY1AZ0000",
            "96");
    var sent =
        Resent.frame(
            exchange.request(),
            exchange.at(),
            Instant.parse("2026-03-01T08:00:00Z"),
            ZoneOffset.UTC,
            CODEC);
    assertThat(new String(sent.bytes(), CODEC.charset().charset()))
        .isEqualTo("09N20260301    08000020260301    075900APHall|AOX|AB3890000001|BIN|");

    var question = recorded("2300020260105    101500AOX|AA1|AC|AD9042|", "96");
    var asked = Resent.frame(question.request(), question.at(), MONDAY, ZoneOffset.UTC, CODEC);
    assertThat(new String(asked.bytes(), CODEC.charset().charset()))
        .isEqualTo("2300020260105    101500AOX|AA1|AC|");
    assertThat(Resent.hadPin(question.request())).isTrue();
    assertThat(Resent.hadPin(recorded("2300020260105    101500AOX|AA1|AD|", "96").request()))
        .isFalse();
  }

  @Test
  void timesTransactionsAndFieldOrderAreNoDifference() {
    assertThat(
            differences(
                "11YN20260105    101500                  AOX|AA1|AB1|AC|",
                "121NNY20260105    101501AOX|AA1|AB1|AJFyrsten|AH2026-02-05|BK77|",
                "121NNY20260301    080000AOX|AA1|AB1|BK78|AH2026-04-01|AJFyrsten|"))
        .isEmpty();
    assertThat(
            differences(
                "11YN20260105    101500                  AOX|AA1|AB1|AC|",
                "121NNY20260105    101501AOX|AA1|AB1|AJFyrsten|AH2026-02-05|",
                "121NNY20260301    080000AOX|AA1|AB1|AJFyrsten|AH01.04.2026|"))
        .extracting(ReplyDifference::field, ReplyDifference::was, ReplyDifference::is)
        .containsExactly(tuple("AH", "9999-99-99", "99.99.9999"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      delimiterString = " ~ ",
      value = {
        "98YYYYYY100003AOX|BXYYYYYYYYYYYYYYYY| ~ 98YYYYYY100003AOX|BXYNYYYYYYYYYYYYYY| ~ BX 11 ~ Y ~ N",
        "98YYYYYY100003AOX| ~ 98YYYYYY300003AOX| ~ timeout period ~ 100 ~ 300",
        "98YYYYYY100003AOX| ~ 98YYYYYY100003AOX|AMSolbæk| ~ AM ~ '' ~ Solbæk",
        "98YYYYYY100003AOX|AFvelkommen Åse| ~ 98YYYYYY100003AOX|AFgoddag Per| ~ AF ~ velkommen X ~ goddag X",
        "98YYYYYY100003AOX| ~ 96 ~ reply ~ 98 ~ 96"
      })
  void differenceIsToldByTheFieldAndItsPattern(
      String was, String is, String field, String before, String after) {
    var date = "20260105    101500";
    var prefix = 2 + 6 + 6;
    assertThat(differences("9900802.00", dated(was, prefix, date), dated(is, prefix, date)))
        .singleElement()
        .satisfies(difference -> {
          assertThat(difference.message()).isEqualTo("98");
          assertThat(difference.field()).isEqualTo(field);
          assertThat(difference.was()).isEqualTo(before);
          assertThat(difference.is()).isEqualTo(after);
        });
  }

  /** A status without its time and version gets both. */
  private static String dated(String status, int at, String date) {
    return status.length() < at
        ? status
        : status.substring(0, at) + date + "2.00" + status.substring(at);
  }

  @Test
  void whatFollowsFromAnotherOutcomeIsNoDifferenceOfItsOwn() {
    assertThat(
            differences(
                "11YN20260105    101500                  AOX|AA1|AB1|AC|",
                "121NNY20260105    101501AOX|AA1|AB1|AJFyrsten|AH2026-02-05|",
                "120NUN20260301    080000AOY|AA1|AB1|AJ|AH|AFKortet er spærret.|"))
        .extracting(ReplyDifference::field, ReplyDifference::was, ReplyDifference::is)
        .containsExactly(tuple("ok", "1", "0, X er spærret."), tuple("AO", "X", "Y"));
    assertThat(ReplyComparison.isSupported("25", "YYYYYYYYYYYYNYYY")).isFalse();
    assertThat(ReplyComparison.isSupported("25", "")).isTrue();
    assertThat(ReplyComparison.notAllowed(recorded("2520260105    101500AOX|AA1|", "96")).field())
        .isEqualTo("BX 25");
  }

  @Test
  void numbersMayDiffer() {
    assertThat(
            differences(
                "6300020260105    101500          AOX|AA1|",
                "64              00020260105    101500000000000002000100000000AOX|AA1|AE|BZ0009|",
                "64              00020260105    101500000000000003000100000000AOX|AA1|AE|BZ0010|"))
        .allSatisfy(difference -> assertThat(difference.mayDiffer()).isTrue())
        .extracting(ReplyDifference::field)
        .containsExactly("charged items count", "BZ");
  }

  @Test
  void differencesOfOneCauseAreOneGroupWithItsExamples() {
    var report = new ShadowReport<String>(difference -> List.of(), 2);
    for (var name : List.of("Ibsen, Åse", "Hamsun, Knut", "Blixen, Karen")) {
      var turned = name.replaceAll("(\\w+), (.+)", "$2 $1");
      report.add(
          differences(
              "2300020260105    101500AOX|AA1|AC|",
              "24              00020260105    101500AOX|AA1|AE" + name + "|",
              "24              00020260105    101500AOX|AA1|AE" + turned + "|"),
          difference -> new Example(1, List.of(difference.was()), List.of(difference.is())));
    }
    report.add(List.of(), difference -> new Example(4, List.of(), List.of()));

    assertThat(report.compared()).isEqualTo(4);
    assertThat(report.same()).isEqualTo(1);
    assertThat(report.groups())
        .singleElement()
        .satisfies(group -> {
          assertThat(group.difference().field()).isEqualTo("AE");
          assertThat(group.difference().was()).isEqualTo("x, x");
          assertThat(group.difference().is()).isEqualTo("x");
          assertThat(group.count()).isEqualTo(3);
          assertThat(group.examples()).hasSize(2);
          assertThat(group.isOpen()).isTrue();
        });
  }

  @Test
  void requestWithALineEndIsNotSentAgainBecauseItWouldBeTwo() {
    var question = recorded("17${date}AOX|AB1|AC|".replace("${date}", "20260105    101500"), "96");
    var fields = new ArrayList<>(question.request().fields());
    assertThat(Resent.fate(question.request())).isEqualTo(Fate.ASKED);

    fields.add(new RecordedMessage.Field("AC", "\r09N", false, false));
    assertThat(Resent.fate(new RecordedMessage("17", fields))).isEqualTo(Fate.MASKED);
  }

  @Test
  void eMailAddressInATextIsKeptAsItsForm() {
    var reply =
        recorded(
            "17" + "20260105    101500AOX|AB1|AC|",
            "101YNN20260105    101500AOX|AB1|AQ|AJ|AFsendt til knut@example.org.|");

    assertThat(String.valueOf(reply.reply()))
        .contains("sendt til xxxx@xxxxxxx.xxx.")
        .doesNotContain("knut");
  }

  @Test
  void positionsOfThePatronStatusAreComparedOneByOne() {
    var request = "2300020260105    101500AOX|AA1|AC|";
    assertThat(
            differences(
                request,
                "24YYYY          00020260105    101500AOX|AA1|AE|",
                "24Y  Y Y        00020260105    101500AOX|AA1|AE|"))
        .extracting(ReplyDifference::field, ReplyDifference::was, ReplyDifference::is)
        .containsExactly(
            tuple("patron status renewal privileges denied", "Y", ""),
            tuple("patron status recall privileges denied", "Y", ""),
            tuple("patron status too many items charged", "", "Y"));
  }

  @Test
  void fieldThatTheStandardsReplyLacksIsToldApartFromOneThatIsMissing() {
    assertThat(
            differences(
                "11YN20260105    101500                  AOX|AA1|AB1|AC|",
                "120NUN20260105    101501AOX|AA1|AB1|AJ|AH|BLY|CHworn|",
                "120NUN20260105    101501AOX|AA1|AB1|AJ|AH|"))
        .extracting(ReplyDifference::field, ReplyDifference::circumstances)
        .containsExactly(tuple("BL", Set.of(Circumstance.NO_SUCH_FIELD)), tuple("CH", Set.of()));
  }

  @Test
  void valueThatIsListedTwiceIsToldApartFromTwoValuesOfOneForm() {
    var loans = "64              00020260105    101500000000000002000100000000AOX|AA1|AE|";
    var request = "6300020260105    101500  Y       AOX|AA1|";
    assertThat(differences(request, loans + "AU3890000001|AU3890000001|", loans + "AU3890000001|"))
        .extracting(ReplyDifference::field, ReplyDifference::circumstances)
        .containsExactly(tuple("AU", Set.of(Circumstance.LISTED_TWICE)));
    assertThat(differences(request, loans + "AU3890000001|AU3890000002|", loans + "AU3890000001|"))
        .extracting(ReplyDifference::field, ReplyDifference::circumstances)
        .containsExactly(tuple("AU", Set.of()));
  }

  @Test
  void textOfAnotherCharacterSetThanTheRecordingsIsToldAsSuch() {
    var latin =
        Sip2Frame.of(
            "1803000120260105    101501AB1|AJÆrø|",
            new Sip2Codec(Sip2Charset.ISO_8859_1).charset());
    var recorder = new Sip2Recorder(1, CODEC, InstantSource.fixed(MONDAY));
    var _ = recorder.request(frame("1720260105    101500AOX|AB1|"));
    var exchange = recorder.reply(latin).getFirst();
    assertThat(
            ReplyComparison.of(
                exchange,
                new RecordingMask(CODEC).message(frame("1803000120260105    101501AB1|AJÆrø|")),
                Terminator.CR,
                false))
        .extracting(ReplyDifference::field, ReplyDifference::circumstances)
        .containsExactly(tuple("AJ", Set.of(Circumstance.UNREADABLE)));
  }

  @Test
  void differenceTellsWhetherSomebodyWaitsAndWhetherTheItemWasJustLent() {
    var request = "1720260105    101500AOX|AB1|";
    var was = "1808000120260105    101501CF0001|AB1|AJFyrsten|";
    assertThat(differences(request, was, "1803000120260105    101501CF0002|AB1|AJFyrsten|"))
        .filteredOn(difference -> difference.field().equals("circulation status"))
        .extracting(ReplyDifference::circumstances)
        .containsExactly(Set.of(Circumstance.QUEUED));
    assertThat(
            ReplyComparison.of(
                recorded(request, was),
                new RecordingMask(CODEC)
                    .message(frame("1803000120260105    101501CF0000|AB1|AJFyrsten|")),
                Terminator.CR,
                true))
        .filteredOn(difference -> difference.field().equals("circulation status"))
        .extracting(ReplyDifference::circumstances)
        .containsExactly(Set.of(Circumstance.JUST_LENT));
  }

  @Test
  void paymentIsSentAgainWithItsFeeTypeAndCurrency() {
    var payment = recorded("3720260105    1015000106DKKBV30.00|AOX|AA1|CG42|BK7|", "96");
    assertThat(Resent.fate(payment.request())).isEqualTo(Fate.CHANGES);
    assertThat(
            new String(
                Resent.frame(payment.request(), MONDAY, MONDAY, ZoneOffset.UTC, CODEC).bytes(),
                CODEC.charset().charset()))
        .isEqualTo("3720260105    1015000106DKKBV30.00|AOX|AA1|CG42|BK7|");
  }
}
