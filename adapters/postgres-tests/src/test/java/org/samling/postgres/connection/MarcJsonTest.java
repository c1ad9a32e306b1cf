package org.samling.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Subfield;

/** The content of records as it is kept. */
class MarcJsonTest {

  private static final MarcContent CONTENT =
      new MarcContent(
          "00000nam a2200000 i 4500",
          List.of(
              new ControlField("001", "1"),
              new ControlField("009", ""),
              new DataField(
                  "245",
                  '1',
                  ' ',
                  List.of(
                      new Subfield('a', "\"Æ\" \\ [x], \uD83D\uDE00"),
                      new Subfield('æ', ""),
                      new Subfield('a', "igen"))),
              new DataField("d08", '0', '0', List.of())));

  @Test
  void contentIsReadAsItWasWritten() {
    assertThat(Json.readContent(MarcJson.write(CONTENT))).isEqualTo(CONTENT);
    assertThat(MarcJson.write(CONTENT))
        .startsWith(
            "[\"00000nam a2200000 i 4500\",[\"001\",\"1\"],[\"009\",\"\"],[\"245\",\"1 \",\"aæa\",")
        .endsWith(",[\"d08\",\"00\",\"\"]]");
  }

  @Test
  void contentThatWasKeptWithNamesIsStillRead() {
    assertThat(Json.readContent(Json.write(CONTENT))).isEqualTo(CONTENT);
  }
}
