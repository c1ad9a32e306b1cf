package org.samling.routes.ncip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestPatrons;

/** What another library's system is told, and not told, of where a patron lives. */
class NcipAddressTest {

  @Test
  void partnerIsToldAnAddressButNotOneThatIsProtected() throws Exception {
    try (var library = new TestLibrary();
        var partner = new TestPartner(library.store, Duration.ZERO)) {
      TestPatrons.patron().put(library, library.north, "OPEN");
      TestPatrons.patron().protectedAddress().put(library, library.north, "HIDDEN");

      assertThat(ask(partner, "OPEN")).contains("Hemmelig Vej 7");
      assertThat(ask(partner, "HIDDEN"))
          .contains("<LookupUserResponse>")
          .doesNotContain("Problem")
          .doesNotContain("Hemmelig")
          .doesNotContain("PhysicalAddress");
    }
  }

  private static String ask(TestPartner partner, String card) {
    return partner.lookUp(card, "<UserElementType>User Address Information</UserElementType>");
  }
}
