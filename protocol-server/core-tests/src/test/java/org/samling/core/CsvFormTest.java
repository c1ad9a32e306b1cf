package org.samling.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvFormTest {

  @Test
  void spreadsheetTakesNoTextForAFormulaAndNumbersForNumbers() {
    assertThat(
            CsvForm.SPREADSHEET.line(
                List.of("=1+1", "+a", "@a", "-a", "\ta", "\ra", "\n=a", "-12,50", "7", "a=b")))
        .isEqualTo(
            "\"'=1+1\";\"'+a\";\"'@a\";\"'-a\";\"'\ta\";\"'\ra\";\"'\n=a\";-12,50;7;\"a=b\"\r\n");
    assertThat(CsvForm.SPREADSHEET.head(List.of("a\"b;"))).isEqualTo("\uFEFF\"a\"\"b;\"\r\n");
  }

  @Test
  void programGetsWhatWasWritten() {
    assertThat(CsvForm.PLAIN.head(List.of("=1+1", "a,b", "c\"d", "e\r\nf", "g;h")))
        .isEqualTo("=1+1,\"a,b\",\"c\"\"d\",\"e\r\nf\",g;h\r\n");
  }
}
