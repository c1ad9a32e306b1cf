package org.samling.exchange.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.PatronData;
import org.samling.core.organisation.Sip2Profile;
import org.samling.core.organisation.Sip2Profile.UnfitException;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.library.yaml.YamlDocument;
import org.samling.library.yaml.YamlException;
import org.samling.sip2.Sip2Layout;
import org.samling.sip2.SupportedMessages;
import org.samling.testing.Checkout;
import org.samling.testing.SchemaKeys;

/** The presets and the schema of profiles, and docs/sip2.md, which shows both. */
class ProfilesTest {

  private static Sip2Profile preset(String name) {
    return Profiles.PRESETS.profile(new Sip2ProfileChoice(name, Map.of()));
  }

  private static List<String> enumOf(String key) {
    var rules =
        SchemaKeys.of(Profiles.SCHEMA.rules()).stream()
            .filter(k -> k.path().equals(key))
            .findFirst();
    return rules
        .orElseThrow()
        .rules()
        .at("/items/enum")
        .valueStream()
        .map(n -> n.stringValue())
        .toList();
  }

  @Test
  void staffIsToldWithoutAPinAndAllOthersAreNot() {
    assertThat(preset("staff").withoutPin()).containsExactlyInAnyOrder(PatronData.values());
    for (var name : Profiles.PRESETS.names()) {
      if (!name.equals("staff")) {
        assertThat(preset(name).withoutPin()).as(name).isEmpty();
      }
    }
    assertThat(Sip2Profile.DEFAULT.withoutPin()).isEmpty();
  }

  @Test
  void everyPresetHasAFileAndEveryFileIsAPreset() {
    assertThat(Profiles.PRESETS.names())
        .containsExactly("book-drop", "door", "payment-terminal", "self-check", "sorter", "staff");
    assertThat(Profiles.SCHEMA.values("preset"))
        .containsExactlyElementsOf(Profiles.PRESETS.names());
  }

  @Test
  void whatAKeyClosesIsDescribedByPatternsAndAValueThatTheKeyCanHave() {
    for (var key : Profiles.keys()) {
      var rules = Profiles.SCHEMA.rules().at("/properties/" + key);
      for (var closes : rules.path("x-closes")) {
        assertThat(closes.propertyNames())
            .as(key)
            .isSubsetOf(
                "message", "field", "was", "is", "pin", "when", "set", "add", "remove", "why");
        for (var part : List.of("message", "field", "was", "is")) {
          assertThat(closes.path(part).asString("")).as(key).satisfies(Pattern::compile);
        }
        var isList = rules.path("type").asString("").equals("array");
        assertThat(closes.has("set") && isList).as("%s: a list is added to", key).isFalse();
        assertThat((closes.has("add") || closes.has("remove")) && !isList)
            .as("%s is no list", key)
            .isFalse();
        var value = closes.path(isList ? "add" : "set").asString("$");
        var allowed = rules.at(isList ? "/items/enum" : "/enum");
        if (!value.contains("$") && allowed.isArray()) {
          assertThat(allowed.valueStream().map(n -> n.stringValue())).as(key).contains(value);
        }
      }
    }
  }

  @Test
  void messagesAndFieldsAreThoseOfTheProtocol() {
    var always = List.of("93", "97", "99");
    assertThat(enumOf("messages"))
        .containsExactlyElementsOf(
            List.of(SupportedMessages.Message.values()).stream()
                .map(SupportedMessages.Message::command)
                .filter(command -> !always.contains(command))
                .sorted()
                .toList());
    var told = new TreeSet<String>();
    for (var reply : Sip2Layout.responses()) {
      reply.parts().stream()
          .filter(part -> part.use() != Sip2Layout.Use.FIXED)
          .forEach(part -> told.add(part.field().id()));
    }
    assertThat(enumOf("fields-denied")).containsExactlyElementsOf(told);
    assertThat(enumOf("fields-allowed")).containsExactlyElementsOf(told);
  }

  @Test
  void doorTellsNoPersonalData() {
    var door = preset("door");
    assertThat(door.admission()).isNotNull();
    assertThat(door.deniedFields())
        .contains("AE", "BD", "BE", "BF", "PB", "AS", "AT", "AU", "AV", "BU", "CD", "BV", "CC");
    assertThat(door.messages()).containsExactlyInAnyOrder("23", "63", "35");
  }

  @Test
  void faultOfAPresetIsNamedByFileLineAndKey() {
    var whole =
        """
        preset: x
        messages: ["11"]
        """;
    assertThatThrownBy(
            () -> YamlDocument.typed("x.yaml", whole.replace("11", "12"), Profiles.SCHEMA))
        .isInstanceOf(YamlException.class)
        .hasMessageContaining("x.yaml:1: preset: must be one of book-drop, door")
        .hasMessageContaining("x.yaml:2: messages: must be one of 01, 09");
    var document = YamlDocument.typed("door.yaml", whole.replace("x", "door"), Profiles.SCHEMA);
    assertThatThrownBy(() -> Profiles.preset("door", document))
        .isInstanceOf(YamlException.class)
        .hasMessage("door.yaml:1: fields-denied: is missing");
    assertThatThrownBy(() -> Profiles.preset("gate", document))
        .hasMessage("door.yaml:1: preset: must be the name of the file, gate");
  }

  @Test
  void typedKeysAreReadByWhatTheyAre() {
    var choice =
        Profiles.changed(
            null,
            List.of(
                "preset=door",
                "minimum-age=15",
                "messages=23,63",
                "fields-denied=",
                "branch=from-message"));

    assertThat(choice.preset()).isEqualTo("door");
    assertThat(choice.overrides())
        .isEqualTo(
            Map.of(
                "minimum-age",
                15,
                "messages",
                List.of("23", "63"),
                "fields-denied",
                List.of(),
                "branch",
                "from-message"));
    assertThat(Profiles.changed(choice, List.of("minimum-age=16")).overrides())
        .as("what is not named stays")
        .containsEntry("minimum-age", 16)
        .containsEntry("messages", List.of("23", "63"));
  }

  @Test
  void typedFaultsAreNamed() {
    assertThatThrownBy(() -> Profiles.changed(null, List.of("minimum-age=15")))
        .hasMessageContaining("preset: is missing");
    assertThatThrownBy(() -> Profiles.changed(null, List.of("preset=door", "minimum-age=old")))
        .hasMessageContaining("minimum-age: must be a number from 0 to 150, not \"old\"");
    assertThatThrownBy(() -> Profiles.changed(null, List.of("preset=door", "minimumage=15")))
        .hasMessageContaining("minimumage: unknown key; did you mean \"minimum-age\"?");
    assertThatThrownBy(() -> Profiles.changed(null, List.of("preset=sorter", "minimum-age=15")))
        .isInstanceOf(UnfitException.class)
        .hasMessageContaining("counts at doors only");
    assertThatThrownBy(() -> Profiles.changed(null, List.of("door")))
        .hasMessageContaining("\"door\" is not key=value");
  }

  @Test
  void tablesOfTheDocumentAreThoseOfTheFiles() throws IOException {
    var text = Files.readString(Checkout.file("docs/sip2.md"));
    var from = text.indexOf("## Kiosk profiles\n");
    assertThat(from).isNotNegative();
    var rows =
        text.substring(from + 3)
            .lines()
            .takeWhile(line -> !line.startsWith("## "))
            .filter(line -> line.startsWith("| `"))
            .toList();

    var meanings =
        SchemaKeys.of(Profiles.SCHEMA.rules()).stream()
            .map(k -> "| `%s` | %s |".formatted(k.path(), k.keyword("description")));
    var names = Profiles.PRESETS.names();
    var values =
        Profiles.keys().stream()
            .map(key ->
                "| `%s` | %s |"
                    .formatted(
                        key,
                        names.stream()
                            .map(name ->
                                shown(
                                    Profiles.PRESETS
                                        .values(new Sip2ProfileChoice(name, Map.of()))
                                        .get(key)))
                            .collect(Collectors.joining(" | "))));
    assertThat(rows).containsExactlyElementsOf(Stream.concat(meanings, values).toList());
    assertThat(text)
        .contains(
            "| | "
                + names.stream().map("`%s`"::formatted).collect(Collectors.joining(" | "))
                + " |");
  }

  private static String shown(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(" "))
        : String.valueOf(value).replace("|", "\\|"); // as in a table
  }

  @Test
  void presetsThatTellOfPatronsAreKnownAsThat() {
    assertThat(Profiles.PRESETS.names())
        .filteredOn(name -> !Profiles.PRESETS.tellsOfPatrons(new Sip2ProfileChoice(name, Map.of())))
        .containsExactly("book-drop", "door", "payment-terminal", "self-check", "sorter");
    assertThat(Profiles.PRESETS.tellsOfPatrons(null)).as("every message").isFalse();
    assertThat(Profiles.PRESETS.tellsOfPatrons(new Sip2ProfileChoice("gone", Map.of())))
        .as("who knows")
        .isTrue();
    assertThat(
            Profiles.PRESETS.tellsOfPatrons(
                new Sip2ProfileChoice("door", Map.of("without-pin", List.of("contact")))))
        .isTrue();
  }
}
