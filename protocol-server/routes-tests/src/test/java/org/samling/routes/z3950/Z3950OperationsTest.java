package org.samling.routes.z3950;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.samling.z3950.ber.Octets;

class Z3950OperationsTest {

  private static final Octets ONE = new Octets("1".getBytes(UTF_8));
  private static final Octets OTHER = new Octets("2".getBytes(UTF_8));

  private final Z3950Operations operations = new Z3950Operations();

  @Test
  void whatRunsIsCancelledByItsReferenceId() {
    operations.countArrival();
    var running = operations.begin(ONE);
    operations.cancel(OTHER);
    operations.cancel(null);
    assertThat(running.isRequested()).isFalse();
    operations.cancel(ONE);
    assertThat(running.isRequested()).isTrue();
  }

  @Test
  void whatHasNoReferenceIdIsCancelledWithoutOne() {
    operations.countArrival();
    var running = operations.begin(null);
    operations.cancel(null);
    assertThat(running.isRequested()).isTrue();
  }

  @Test
  void whatWaitsIsCancelledWhenItBegins() {
    operations.countArrival();
    var first = operations.begin(OTHER);
    operations.countArrival();
    operations.cancel(ONE);
    assertThat(first.isRequested()).isFalse();
    operations.end();
    assertThat(operations.begin(ONE).isRequested()).isTrue();
  }

  @Test
  void whatArrivesLaterIsNotCancelled() {
    operations.countArrival();
    var _ = operations.begin(ONE);
    operations.cancel(ONE);
    operations.end();
    operations.countArrival();
    assertThat(operations.begin(ONE).isRequested()).isFalse();
    operations.end();
    operations.cancel(ONE);
    operations.countArrival();
    assertThat(operations.begin(ONE).isRequested()).as("nothing ran and nothing waited").isFalse();
  }
}
