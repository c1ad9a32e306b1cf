package org.samling.library.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.library.config.Configuration;
import tools.jackson.databind.JsonNode;

class YamlDocumentTest {

  @TempDir Path directory;

  private static List<String> problems(String text) {
    return catchThrowableOfType(
            YamlException.class,
            () -> YamlDocument.of("f.yaml", text, Configuration.SCHEMA, _ -> null))
        .problems();
  }

  @Test
  void wrongTypeNamesLineFieldRangeAndValue() {
    assertThat(problems("sip2:\n  host: x\n  port: abc\n"))
        .containsExactly("f.yaml:3: sip2.port: must be a number from 0 to 65535, not \"abc\"");
  }

  @Test
  void numberOutOfRangeNamesTheRange() {
    assertThat(problems("sip2: {port: 70000}"))
        .containsExactly(
            "f.yaml:1: sip2.port: must be a number from 0 to 65535, not the number 70000");
  }

  @Test
  void fractionIsNoWholeNumber() {
    assertThat(problems("http:\n  port: 80.5\n"))
        .containsExactly(
            "f.yaml:2: http.port: must be a whole number from 0 to 65535, not the number 80.5");
  }

  @Test
  void mistypedKeyIsMatchedWithTheClosestOne() {
    assertThat(problems("sip2:\n  prot: 1\n"))
        .containsExactly("f.yaml:2: sip2.prot: unknown key; did you mean \"port\"?");
  }

  @Test
  void keyThatResemblesNoneIsAnsweredWithAllOfThem() {
    assertThat(problems("http:\n  banana: 1\n"))
        .containsExactly(
            "f.yaml:2: http.banana: unknown key; the keys here are tls, plain, port, host, client-authorities, max-connections, limits, proxies, proxy-header, management, sandboxes, oidc");
  }

  @Test
  void patternIsExplainedInWords() {
    assertThat(problems("sip2:\n  idle-timeout: ten minutes\n  login-timeout: 5\n"))
        .containsExactly(
            "f.yaml:2: sip2.idle-timeout: must be a duration such as 30s, 10m or 2h, not \"ten"
                + " minutes\"",
            "f.yaml:3: sip2.login-timeout: must be a duration such as 30s, 10m or 2h, not the"
                + " number 5");
  }

  @Test
  void blockInPlaceOfTextAndTextInPlaceOfBlockAreNamed() {
    assertThat(problems("keys: {a: b}\nhttp: [1]\nsip2: {host: }\n"))
        .containsExactly(
            "f.yaml:1: keys: must be text, not a block of keys",
            "f.yaml:2: http: must be a block of keys, not a list",
            "f.yaml:3: sip2.host: must be text, not empty");
  }

  @Test
  void blockWithNothingInItIsLeftOut() {
    var document =
        YamlDocument.of("f.yaml", "sip2:\n  # port: 1\nkeys: \"x\"\n", Configuration.SCHEMA, null);

    assertThat(document.bind(JsonNode.class).at("/sip2/port").intValue()).isEqualTo(6001);
  }

  @Test
  void secretIsNeverShown() {
    var problems =
        problems("store:\n  password: 471147\n  owner-password: " + "s3cr3t".repeat(200) + "\n");

    assertThat(problems)
        .containsExactly(
            "f.yaml:2: store.password: must be text in quotes, not a number",
            "f.yaml:3: store.owner-password: must be text of 1 to 1000 characters, not what"
                + " is there");
  }

  @Test
  void allProblemsAreReportedInTheOrderOfTheFile() {
    assertThat(problems("http: {port: -1}\nsip2: {port: true}\nkeys: ''\n"))
        .containsExactly(
            "f.yaml:1: http.port: must be a number from 0 to 65535, not the number -1",
            "f.yaml:2: sip2.port: must be a number from 0 to 65535, not true",
            "f.yaml:3: keys: must be text of 1 to 1000 characters, not \"\"");
  }

  @Test
  void moreThanAHundredProblemsAreCounted() {
    var text = new StringBuilder();
    for (var i = 0; i < 150; i++) {
      text.append("wrong-key-").append(i).append(": 1\n");
    }

    assertThat(problems(text.toString())).hasSize(101).last().isEqualTo("f.yaml: … and 50 more");
  }

  @Test
  void textThatIsNotYamlIsReportedWithLineAndColumn() {
    assertThat(problems("sip2:\n  port: 1\n host: x\n"))
        .containsExactly(
            "f.yaml:3:2: is not YAML: expected <block end>, but found '<block mapping start>';"
                + " check the indentation, quotes and brackets around it");
  }

  @Test
  void keyThatComesTwiceIsReportedWithBothLines() {
    assertThat(problems("sip2:\n  port: 1\n  host: x\n  port: 2\n"))
        .containsExactly("f.yaml:4:3: the key \"port\" is already in line 2; keep one of the two");
  }

  @Test
  void aliasesAreRefusedSoThatNoneCanMultiply() {
    assertThat(problems("a: &a [x]\nb: &b [*a, *a]\nc: [*b]\n"))
        .containsExactly(
            "f.yaml:2:8: the alias *a is not supported; write the value itself",
            "f.yaml:2:12: the alias *a is not supported; write the value itself",
            "f.yaml:3:5: the alias *b is not supported; write the value itself");
  }

  @Test
  void nestingHasALimit() {
    assertThat(problems("[".repeat(10_000)))
        .containsExactly(
            "f.yaml:1:33: is nested more than 32 levels deep; check the indentation and"
                + " brackets before it");
  }

  @Test
  void secondDocumentIsRefused() {
    assertThat(problems("keys: a\n---\nkeys: b\n"))
        .containsExactly(
            "f.yaml:3:1: a second document begins here; put everything into one, without a"
                + " line \"---\"");
  }

  @Test
  void controlCharactersAreRefused() {
    assertThat(problems("keys: \"a\\0b\"\n"))
        .containsExactly(
            "f.yaml:1:7: contains a control character or an incomplete character; remove it");
  }

  @Test
  void missingFileDirectoryOtherEncodingAndHugeFileAreExplained() throws IOException {
    var missing = directory.resolve("missing.yaml");
    assertThat(problems(missing))
        .containsExactly(missing + ": does not exist; check the name and the directory");
    assertThat(problems(directory)).containsExactly(directory + ": is a directory; name a file");

    var latin =
        Files.write(directory.resolve("latin.yaml"), new byte[] {'a', ':', '\n', (byte) 0xe6});
    assertThat(problems(latin)).containsExactly(latin + ":2: is not in UTF-8; save it as UTF-8");

    var huge = directory.resolve("huge.yaml");
    try (var file = new RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(YamlDocument.MAX_BYTES + 1L);
    }
    assertThat(problems(huge))
        .containsExactly(huge + ": is larger than 64 MiB; split it into several files");
  }

  private static List<String> problems(Path file) {
    return catchThrowableOfType(
            YamlException.class, () -> YamlDocument.read(file, Configuration.SCHEMA))
        .problems();
  }

  @Test
  void problemsFoundLaterHaveTheSameForm() {
    var document =
        YamlDocument.of("f.yaml", "keys: a\nsip2:\n  port: 1\n", Configuration.SCHEMA, null);

    assertThat(document.problem("/sip2/port", "is taken"))
        .isEqualTo("f.yaml:3: sip2.port: is taken");
    assertThat(document.column("/sip2/port")).isEqualTo(3);
    assertThat(document.problem("/sip2/host", "is missing"))
        .isEqualTo("f.yaml:2: sip2.host: is missing");
    assertThat(document.problem("", "is odd")).isEqualTo("f.yaml:1: is odd");
  }
}
