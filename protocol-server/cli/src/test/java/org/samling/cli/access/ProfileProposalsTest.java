package org.samling.cli.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.exchange.profile.Profiles;
import org.samling.library.yaml.YamlDocument;
import org.samling.sip2.shadow.Circumstance;
import org.samling.sip2.shadow.ReplyDifference;
import org.samling.sip2.shadow.ShadowReport;
import org.samling.sip2.shadow.ShadowReport.Example;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ProfileProposalsTest {

  private static final List<String> VALUES =
      List.of(
          "", "Y", "N", "00", "02", "03", "99", "99999999999", "lf", "x", "A|=B ", "Æ".repeat(101));

  private static final List<String> FIELDS =
      List.of(
          "AA",
          "AE",
          "AO",
          "BX 11",
          "BX 97",
          "CV",
          "DA",
          "QA",
          "alert",
          "magnetic media",
          "ok",
          "retries allowed",
          "security marker",
          "terminator",
          "timeout period");

  private static ReplyDifference difference(String message, String field, String was, String is) {
    return new ReplyDifference(message, field, was, is, true, "99", Set.of(), false);
  }

  private static Stream<ReplyDifference> differences(String message, String field) {
    return VALUES.stream()
        .flatMap(value ->
            Stream.of(
                difference(message, field, value, "U"), difference(message, field, "", value)));
  }

  private static Map<String, Object> proposed(String preset, Stream<ReplyDifference> differences) {
    return proposed(new Sip2ProfileChoice(preset, Map.of()), differences);
  }

  private static Map<String, Object> proposed(
      Sip2ProfileChoice account, Stream<ReplyDifference> differences) {
    var proposals = new ProfileProposals(account);
    var report = new ShadowReport<>(proposals::of, 0);
    differences.forEach(one -> report.add(List.of(one), _ -> new Example(1, List.of(), List.of())));
    return proposals.values(report.groups(), true);
  }

  /** As {@code accounts change-profile} reads it. */
  private static void assertValid(String preset, Map<String, Object> values) {
    ObjectNode written = JsonMapper.shared().valueToTree(values);
    written.put("preset", preset);
    var document = YamlDocument.typed("the profile", written.toString(), Profiles.SCHEMA);
    var _ = Profiles.profile(Profiles.choice(document.bind(ObjectNode.class)));
  }

  @Test
  void proposalIsAValidProfileWhateverTheOldServerSaid() {
    for (var preset : Profiles.PRESETS.names()) {
      assertValid(
          preset,
          proposed(
              preset,
              Stream.of("10", "18", "64", "98")
                  .flatMap(
                      message -> FIELDS.stream().flatMap(field -> differences(message, field)))));
    }
  }

  @Test
  void categoryHasTheValueThatMostDifferencesCallFor() {
    assertThat(
            proposed(
                "self-check",
                Stream.of("02", "01", "01")
                    .map(was -> difference("18", "security marker", was, "00"))))
        .containsExactly(entry("security-marker", List.of("*=01")));
  }

  @Test
  void categoryThatTheAccountHasGetsAnotherValueAndTheOthersStay() {
    assertThat(
            proposed(
                new Sip2ProfileChoice(
                    "self-check", Map.of("security-marker", List.of("*=01", "dvd=03"))),
                Stream.of(difference("18", "security marker", "02", "01"))))
        .containsExactly(entry("security-marker", List.of("dvd=03", "*=02")));
  }

  @Test
  void differenceThatNoValueClosesStaysUnexplained() {
    var proposals = new ProfileProposals(new Sip2ProfileChoice("self-check", Map.of()));
    assertThat(proposals.of(difference("98", "timeout period", "000", "030"))).isEmpty();
    assertThat(proposals.of(difference("98", "timeout period", "100", "030"))).hasSize(1);
    assertThat(proposals.of(difference("98", "BX 97", "Y", "N"))).isEmpty();
  }

  private static List<String> explained(
      String message, String field, String was, String is, Circumstance... circumstances) {
    return new ProfileProposals(new Sip2ProfileChoice("self-check", Map.of()))
            .of(
                new ReplyDifference(
                    message, field, was, is, false, "", Set.of(circumstances), false))
            .stream()
            .map(Object::toString)
            .toList();
  }

  @Test
  void ruleOfTheOldServerThatTheStandardDoesNotHaveIsExplainedInItsCircumstanceOnly() {
    assertThat(explained("12", "BL", "Y", "", Circumstance.NO_SUCH_FIELD))
        .singleElement()
        .asString()
        .contains("3M SIP 2.00");
    assertThat(explained("64", "AU", "2 times", "1 times", Circumstance.LISTED_TWICE)).hasSize(1);
    assertThat(explained("18", "AJ", "x\ufffdx", "x", Circumstance.UNREADABLE))
        .singleElement()
        .asString()
        .contains("--charset");
    assertThat(explained("18", "circulation status", "08", "03", Circumstance.QUEUED)).hasSize(1);
    assertThat(explained("30", "renewal ok", "Y", "N", Circumstance.JUST_LENT)).hasSize(1);

    assertThat(explained("64", "AU", "2 times", "1 times")).isEmpty();
    assertThat(explained("18", "AJ", "x", "another x")).isEmpty();
    assertThat(explained("18", "circulation status", "08", "03")).isEmpty();
    assertThat(explained("12", "renewal ok", "Y", "N")).isEmpty();
    assertThat(explained("24", "patron status charge privileges denied", "Y", "")).isEmpty();
    assertThat(explained("24", "patron status recall privileges denied", "Y", "")).hasSize(1);
  }

  @Test
  void returnOfWhatWasNotOnLoanIsClosedByItsKey() {
    assertThat(explained("10", "ok", "0, X", "1")).containsExactly("not-on-loan: refused");
    assertThat(explained("10", "ok", "1", "0, X")).as("it may be unknown here").isEmpty();
  }

  @Test
  void fieldThatOtherRepliesNeedIsNotDenied() {
    assertThat(explained("16", "AB", "", "9")).singleElement().asString().doesNotContain("denied");
    assertThat(explained("16", "BS", "", "9")).containsExactly("fields-denied with BS");
  }
}
