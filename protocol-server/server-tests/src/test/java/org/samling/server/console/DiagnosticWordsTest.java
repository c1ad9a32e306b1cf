package org.samling.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.samling.console.web.Diagnostic;
import org.samling.console.web.Words;
import org.samling.cql.DiagnosticCode;
import org.samling.z3950.data.Bib1Diagnostic;

/** What is wrong with a query is said in Danish, too, whichever standard it is of. */
class DiagnosticWordsTest {

  private final Words danish = new Words("da", List.of("diagnostics"));

  @Test
  void everyDiagnosticOfCqlAndSruHasDanishWords() {
    for (var code : DiagnosticCode.values()) {
      assertThat(danish.has(Diagnostic.srw(code.number(), code.message(), "").key()))
          .as("%d %s", code.number(), code.message())
          .isTrue();
    }
  }

  @Test
  void everyDiagnosticOfBib1ThatTheServerAnswersHasDanishWords() {
    var answered =
        new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages("org.samling.routes.z3950")
                .stream()
                .flatMap(c -> c.getFieldAccessesFromSelf().stream())
                .filter(a -> a.getTargetOwner().isEquivalentTo(Bib1Diagnostic.class))
                .map(a -> Bib1Diagnostic.valueOf(a.getTarget().getName()))
                .collect(Collectors.toSet());
    assertThat(answered).hasSizeGreaterThan(50);
    for (var diagnostic : answered) {
      assertThat(danish.has(Diagnostic.bib1(diagnostic.condition(), diagnostic.text(), "").key()))
          .as("%d %s", diagnostic.condition(), diagnostic.text())
          .isTrue();
    }
  }
}
