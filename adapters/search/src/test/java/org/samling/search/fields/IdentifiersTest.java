package org.samling.search.fields;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentifiersTest {

  @Test
  void hyphensBlanksAndCaseDontCount() {
    assertThat(Identifiers.normalised(" 87-90\u2010131 07\u2011x ")).isEqualTo("879013107X");
    assertThat(Identifiers.normalised("sha256:ab\u00A0cd")).isEqualTo("SHA256:ABCD");
    assertThat(Identifiers.normalised(" - ")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0-306-40615-2,             0306406152 9780306406157
          978-0-306-40615-7,         0306406152 9780306406157
          9780306406157 (indb.),     0306406152 9780306406157
          0306406152 hft. : 98 kr.,  0306406152 9780306406157
          0306406152 1. oplag,       0306406152 9780306406157
          0-8044-2957-X,             080442957X 9780804429573
          0-8044-2957-x (hft.),      080442957X 9780804429573
          979-10-90636-07-1,         9791090636071
          0306406153,                0306406152 9780306406157
          9780306406150,             0306406152 9780306406157
          979-10-90636-07-5,         9791090636071
          306406152,                 306406152
          ISBN 0306406152,           ''
          """)
  void isbnIsKnownInBothForms(String written, String forms) {
    assertThat(String.join(" ", Identifiers.isbn(written))).isEqualTo(forms);
  }

  @ParameterizedTest
  @CsvSource({"0378-5955, 03785955", "2434-561x (trykt), 2434561X", "(trykt) 0378-5955, ''"})
  void issnIsWhatTheTextBeginsWith(String written, String issn) {
    assertThat(String.join(" ", Identifiers.issn(written))).isEqualTo(issn);
  }

  @ParameterizedTest
  @CsvSource({
    "85-2, 85000002",
    "n78-890351, N78890351",
    "'n 78890351 ', N78890351",
    "85000002, 85000002",
    "75-425165//r75, 75425165",
    "' 79139101 /AC/r932', 79139101",
    "2001-000002, 2001000002"
  })
  void lccnIsNormalised(String written, String lccn) {
    assertThat(Identifiers.lccn(written)).isEqualTo(lccn);
  }

  @Test
  void identifiersOfPlainLettersAreNormalisedAsAllOthers() {
    for (var c = '\0'; c < 0x80; c++) {
      var text = "a" + c + " 1-" + c;
      assertThat(Identifiers.normalised(text) + "É").isEqualTo(Identifiers.normalised(text + "é"));
    }
  }
}
