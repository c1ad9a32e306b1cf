package org.samling.cli.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.exchange.profile.Profiles;
import org.samling.library.yaml.YamlDocument;
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
    return new ReplyDifference(message, field, was, is, true, "99", false);
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
}
