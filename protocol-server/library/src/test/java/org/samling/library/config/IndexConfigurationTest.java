package org.samling.library.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.library.yaml.YamlException;

class IndexConfigurationTest {

  @TempDir Path directory;

  private Configuration load(String nodes) throws IOException {
    return Configuration.load(
        Files.writeString(
            directory.resolve("samling.yaml"), "index: {copy-from: [" + nodes + "]}\n"));
  }

  @Test
  void nodesWhoseIndexIsCopiedAreAskedInTheOrderInWhichTheyAreWritten() throws IOException {
    assertThat(load("\"https://app2.example\", \"http://10.0.0.11:18080/\"").index().copyFrom())
        .containsExactly(URI.create("https://app2.example"), URI.create("http://10.0.0.11:18080/"));
    assertThat(load("").index().copyFrom()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app2:18080",
        "ftp://app2",
        "http://app2/index",
        "http://me:secret@app2",
        "http://app2?a=b",
        "http://a_b:c"
      })
  void whatIsNoAddressOfAServerIsNamedWithItsLine(String node) {
    var invalid = catchThrowableOfType(YamlException.class, () -> load("\"" + node + "\""));
    assertThat(invalid.problems())
        .singleElement()
        .asString()
        .contains("samling.yaml:1: index.copy-from", "an address such as http://10.0.0.12:18080");
  }
}
