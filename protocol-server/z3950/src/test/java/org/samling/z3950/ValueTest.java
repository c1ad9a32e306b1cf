package org.samling.z3950;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.z3950.ber.BerLimits;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.BerTree;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.DefaultDiagFormat;

/** Object identifiers and diagnostics. */
class ValueTest {

  @ParameterizedTest
  @CsvSource({
    "1.2.840.10003.5.10, 2a8648ce13050a",
    "1.2.840.10003.5.1000.105.113, 2a8648ce130587686971",
    "1.0.10646.1.0.8, 28d316010008",
    "0.0, 00",
    "2.999, 8837",
    "2.0.0, 5000",
    "1.39.127.128, 4f7f8100",
    "2.999999999999999919, 8df0add6babb8fff7f"
  })
  void objectIdentifiersAreReadAsWritten(String dotted, String hex) {
    var out = new BerWriter(Z3950Charset.UNNEGOTIATED);
    out.oid(BerTag.OBJECT_IDENTIFIER, new Oid(dotted));
    var bytes = out.toBytes();
    assertThat(HexFormat.of().formatHex(bytes, 2, bytes.length)).isEqualTo(hex);
    var tree = new BerTree(bytes, BerLimits.DEFAULT, Z3950Charset.UNNEGOTIATED);
    assertThat(tree.root().oid()).isEqualTo(new Oid(dotted));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.",
        ".1",
        "1..2",
        "3.1",
        "1.40",
        "0.40",
        "1.02",
        "1.-2",
        "1.2x",
        "1.2.1000000000000000000"
      })
  void whatIsNoObjectIdentifierIsRefused(String dotted) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Oid(dotted));
  }

  @Test
  void anObjectIdentifierPrintsTheNameThatPeopleUse() {
    assertThat(Oid.USMARC).hasToString("USMARC");
    assertThat(new Oid("1.2.840.10003.5.109.10")).hasToString("XML").isEqualTo(Oid.XML);
    assertThat(new Oid("1.2.840.10003.5.999")).hasToString("1.2.840.10003.5.999");
  }

  @Test
  void everyDiagnosticIsFoundByItsCondition() {
    for (var diagnostic : Bib1Diagnostic.values()) {
      assertThat(DefaultDiagFormat.of(diagnostic, "x").bib1()).contains(diagnostic);
    }
    assertThat(new DefaultDiagFormat(Oid.DIAG_BIB_1, 99_999, "").bib1()).isEmpty();
    assertThat(new DefaultDiagFormat(new Oid("1.2.3"), 1, "").bib1()).isEmpty();
  }

  @Test
  void diagnosticsHaveAnAscendingConditionAndATextOfTheirOwn() {
    assertThat(Stream.of(Bib1Diagnostic.values()).map(Bib1Diagnostic::condition)).isSorted();
    assertThat(
            Stream.of(Bib1Diagnostic.values())
                .map(Bib1Diagnostic::text)
                .collect(Collectors.toSet()))
        .hasSameSizeAs(Bib1Diagnostic.values());
    assertThat(Bib1Diagnostic.UNSUPPORTED_USE_ATTRIBUTE.condition()).isEqualTo(114);
    assertThat(Bib1Diagnostic.MALFORMED_APDU.condition()).isEqualTo(1001);
  }
}
