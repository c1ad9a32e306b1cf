package org.samling.core.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.core.organisation.Sip2Profile.AlertTypeRule;
import org.samling.core.organisation.Sip2Profile.Bar;
import org.samling.core.organisation.Sip2Profile.DestinationRule;
import org.samling.core.organisation.Sip2Profile.UnfitException;

/** What comes of a preset and of what an account says otherwise. */
class Sip2PresetsTest {

  private static final Map<String, Object> KIOSK = kiosk();
  private static final Map<String, Object> DOOR = door();

  private static final Sip2Presets PRESETS = new Sip2Presets(Map.of("kiosk", KIOSK, "door", DOOR));

  private static Map<String, Object> kiosk() {
    var keys = new LinkedHashMap<String, Object>();
    keys.put("messages", List.of("11", "09"));
    keys.put("fields-denied", List.of());
    keys.put("fields-allowed", List.of());
    keys.put("without-pin", List.of());
    keys.put("capture-holds", "bind");
    keys.put("shelve-captured", "as-set");
    keys.put("alert-type", "with-alert");
    keys.put("not-on-loan", "accepted");
    keys.put("destination", "as-routed");
    keys.put("rings", List.of("01"));
    keys.put("branch", "account");
    keys.put("terminator", "cr");
    keys.put("delimiter", "|");
    keys.put("charset", "account");
    keys.put("timeout", 100);
    keys.put("retries", 3);
    keys.put("institution", "");
    keys.put("codabar", false);
    keys.put("hold-items", "ready");
    keys.put("magnetic-media", List.of());
    keys.put("security-marker", List.of());
    keys.put("unlent-categories", List.of());
    keys.put("register", "");
    keys.put("write-off-type", "");
    keys.put("fee-acknowledgement", "required");
    keys.put("sort-rules", "default");
    keys.put("wording", "default");
    keys.put("language", "account");
    keys.put("screen-width", 255);
    keys.put("due-format", "yyyyMMdd    HHmmss");
    keys.put("expiry-format", "yyyyMMdd    HHmmss");
    keys.put("name-template", "{{name}}");
    keys.put("hold-name-template", "{{name}}");
    keys.put("fee-template", "{{number}} {{amount}}");
    keys.put("patron-fields", List.of());
    keys.put("item-fields", List.of());
    keys.put("admission", false);
    keys.put("admission-right", false);
    keys.put("admission-refuses", List.of());
    keys.put("minimum-age", 0);
    keys.put("maximum-age", 150);
    return keys;
  }

  private static Map<String, Object> door() {
    var keys = kiosk();
    keys.put("messages", List.of("23"));
    keys.put("admission", true);
    keys.put("admission-right", true);
    keys.put("admission-refuses", List.of("blocked", "debt"));
    return keys;
  }

  private static void unfit(Map<String, Object> overrides, String key, String message) {
    assertThatThrownBy(() -> PRESETS.profile(new Sip2ProfileChoice("kiosk", overrides)))
        .isInstanceOfSatisfying(
            UnfitException.class,
            e -> {
              assertThat(e.key()).isEqualTo(key);
              assertThat(e).hasMessageContaining(message);
            });
  }

  @Test
  void accountWithoutAProfileHasTheDefault() {
    assertThat(PRESETS.profile(null)).isEqualTo(Sip2Profile.DEFAULT);
  }

  @Test
  void everyKeyIsThePresetsUnlessTheAccountSaysOtherwise() {
    var random = new Random(1);
    for (var i = 0; i < 1_000; i++) {
      var from = random.nextBoolean() ? "kiosk" : "door";
      var preset = from.equals("kiosk") ? KIOSK : DOOR;
      var other = from.equals("kiosk") ? DOOR : KIOSK;
      var overrides = new HashMap<String, Object>();
      other.forEach((key, value) -> {
        if (random.nextInt(3) == 0) {
          overrides.put(key, value);
        }
      });

      var values = PRESETS.values(new Sip2ProfileChoice(from, overrides));

      assertThat(values).containsOnlyKeys(preset.keySet());
      values.forEach((key, value) ->
          assertThat(value)
              .as(key)
              .isEqualTo(overrides.containsKey(key) ? overrides.get(key) : preset.get(key)));
      assertThat(PRESETS.values(new Sip2ProfileChoice(from, preset))).isEqualTo(preset);
    }
  }

  @Test
  void wordsBecomeWhatTheyMean() {
    var profile =
        PRESETS.profile(
            new Sip2ProfileChoice(
                "door",
                Map.of(
                    "capture-holds", "none",
                    "shelve-captured", "by-staff",
                    "alert-type", "00-on-success",
                    "destination", "only-when-elsewhere",
                    "branch", "from-message",
                    "terminator", "crlf",
                    "sort-rules", "night",
                    "minimum-age", 15)));

    assertThat(profile.messages()).containsExactly("23");
    assertThat(profile.returns())
        .isEqualTo(new ReturnHandling(false, ReturnHandling.Shelving.BY_STAFF, "night"));
    assertThat(profile.alerts().type()).isEqualTo(AlertTypeRule.ZERO_ON_SUCCESS);
    assertThat(profile.alerts().destination()).isEqualTo(DestinationRule.ONLY_WHEN_ELSEWHERE);
    assertThat(profile.isBranchFromMessage()).isTrue();
    assertThat(profile.wire().terminator()).isEqualTo(Sip2Wire.Terminator.CRLF);
    assertThat(profile.admission())
        .isEqualTo(new Sip2Profile.Admission(true, Set.of(Bar.BLOCKED, Bar.DEBT), 15, 150));
    assertThat(PRESETS.profile(new Sip2ProfileChoice("kiosk", Map.of())).admission()).isNull();
  }

  @Test
  void whatIsOnTheWireAndWhatIsLentAreReadByTheirKeys() {
    var profile =
        PRESETS.profile(
            new Sip2ProfileChoice(
                "kiosk",
                Map.of(
                    "delimiter",
                    "^",
                    "charset",
                    "windows-1252",
                    "timeout",
                    25,
                    "retries",
                    5,
                    "institution",
                    "kohalibrary",
                    "codabar",
                    true,
                    "hold-items",
                    "all",
                    "magnetic-media",
                    List.of("video=Y", "*=N"),
                    "security-marker",
                    List.of("book=02"),
                    "unlent-categories",
                    List.of("game"))));

    var wire = profile.wire();
    assertThat(wire.delimiter()).isEqualTo('^');
    assertThat(wire.charset("UTF-8")).isEqualTo("windows-1252");
    assertThat(wire.retryPeriod()).isEqualTo(Duration.ofSeconds(15));
    assertThat(wire.institution()).isEqualTo("kohalibrary");
    assertThat(Sip2Wire.STANDARD.charset("CP850")).isEqualTo("CP850");
    assertThat(profile.desk())
        .isEqualTo(
            new Sip2Desk(
                true,
                Map.of("video", "Y", "*", "N"),
                Map.of("book", "02"),
                Set.of("game"),
                "",
                "",
                FeeAcknowledgement.REQUIRED));
    assertThat(profile.desk().magneticMedia("video")).isEqualTo("Y");
    assertThat(profile.desk().magneticMedia("book")).isEqualTo("N");
    assertThat(profile.desk().securityMarker("book")).isEqualTo("02");
    assertThat(profile.desk().securityMarker("video")).isEqualTo("00");
  }

  @ParameterizedTest
  @CsvSource({"A12345B,12345", "' a123-4d ',123-4", "12345,12345", "AB,AB", "B12A4B,B12A4B"})
  void startAndStopLettersOfCodabarAreTakenOffAndBlanksAlways(String scanned, String number) {
    var codabar = PRESETS.profile(new Sip2ProfileChoice("kiosk", Map.of("codabar", true))).wire();

    assertThat(codabar.barcode(scanned)).isEqualTo(number);
    assertThat(Sip2Wire.STANDARD.barcode(scanned)).isEqualTo(scanned.strip());
  }

  @ParameterizedTest
  @CsvSource({
    "admission-right,true",
    "minimum-age,15",
    "maximum-age,99",
  })
  void whatCountsAtDoorsIsRefusedElsewhere(String key, String value) {
    unfit(
        Map.of(key, key.endsWith("age") ? Integer.valueOf(value) : Boolean.valueOf(value)),
        key,
        "counts at doors only");
  }

  @Test
  void whatCanNotBeIsRefusedByItsKey() {
    unfit(Map.of("admission-refuses", List.of("blocked")), "admission-refuses", "at doors only");
    unfit(Map.of("admission", true, "minimum-age", 19, "maximum-age", 18), "minimum-age", "above");
    unfit(Map.of("minimum-age", 151), "minimum-age", "from 0 to 150");
    unfit(Map.of("capture-holds", "perhaps"), "capture-holds", "bind");
    unfit(Map.of("rings", "01"), "rings", "a list");
    unfit(Map.of("sorter", true), "sorter", "not a key");
    unfit(Map.of("delimiter", "||"), "delimiter", "one visible ASCII character");
    unfit(Map.of("delimiter", "N"), "delimiter", "no letter");
    unfit(Map.of("charset", "utf-16"), "charset", "windows-1252");
    unfit(Map.of("timeout", 0), "timeout", "not on-line");
    unfit(Map.of("retries", 1_000), "retries", "from 0 to 999");
    unfit(Map.of("institution", "a|b"), "institution", "none of which is the delimiter");
    unfit(Map.of("magnetic-media", List.of("video")), "magnetic-media", "one of N, U, Y");
    unfit(Map.of("security-marker", List.of("a=02", "a=01")), "security-marker", "twice");
    unfit(Map.of("register", "x".repeat(41)), "register", "at most 40");
    unfit(Map.of("write-off-type", "00"), "write-off-type", "cash and cards");
    unfit(Map.of("fee-acknowledgement", "maybe"), "fee-acknowledgement", "assumed");
    assertThatThrownBy(() -> PRESETS.profile(new Sip2ProfileChoice("gate", Map.of())))
        .isInstanceOf(UnfitException.class)
        .hasMessage("\"gate\" is not a preset; the presets are door, kiosk");
    assertThatThrownBy(() -> new Sip2Presets(Map.of("empty", Map.of())))
        .isInstanceOf(UnfitException.class)
        .hasMessage("is missing");
  }

  @Test
  void starIsNoCategoryThatCanBeLeftUnlent() {
    var desk =
        new Sip2Desk(
            false, Map.of("*", "Y"), Map.of(), Set.of("*"), "", "", FeeAcknowledgement.REFUSED);

    assertThat(desk.categories())
        .containsEntry("magnetic-media", Set.of())
        .containsEntry("unlent-categories", Set.of("*"));
  }
}
