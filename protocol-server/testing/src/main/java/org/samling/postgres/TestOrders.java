package org.samling.postgres;

import java.util.List;
import org.samling.core.ill.InterlibraryMessages.Rota;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;

/** Interlibrary orders for tests. */
public final class TestOrders {

  private TestOrders() {}

  /** Has a library ask another one for a loan for its patron A: a message waits then. */
  public static void askAnotherLibrary(TestLibrary library) {
    var order =
        new InterlibraryOrder(
            new Requester("staff", TestLibrary.MAIN),
            null,
            "0".repeat(64),
            null,
            Description.builder().title("Sult").build(),
            Service.LOAN,
            null,
            TestLibrary.MAIN,
            "A");
    library
        .store
        .interlibraryMessages()
        .ask(
            library.north,
            TestLibrary.MAIN,
            order,
            TestLibrary.MAIN,
            new Rota(List.of("DK-710100"), List.of(), null));
  }
}
