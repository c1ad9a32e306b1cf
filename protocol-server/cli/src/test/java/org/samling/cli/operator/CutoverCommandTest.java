package org.samling.cli.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.cli.common.TenantCommands;
import org.samling.postgres.TestLibrary;
import org.samling.testing.Checkout;

/** The command {@code cutover} on the real store. */
class CutoverCommandTest {

  private final TestLibrary library = new TestLibrary();

  @TempDir private Path reports;

  @AfterEach
  void close() {
    library.close();
  }

  private String run(int code, CutoverStep step) {
    var mapping = Checkout.file("test-fixtures/cutover/own/mapping.yaml");
    return TenantCommands.run(
        code, step, library.store, mapping.toString(), "--report", reports.toString());
  }

  @Test
  void checkedLoadedAndComparedWithAnExitCodeThatSaysSo() {
    assertThat(run(0, new CutoverCommand.Check())).contains("Nothing was written.");
    assertThat(run(1, new CutoverCommand.Reconcile()))
        .contains("differs")
        .contains("differences are listed in " + reports);
    assertThat(run(0, new CutoverCommand.Run())).containsPattern("loans +2 +0 +2 +0 +0 +0");
    assertThat(run(0, new CutoverCommand.Reconcile()))
        .contains("The store agrees with the export.");
  }
}
