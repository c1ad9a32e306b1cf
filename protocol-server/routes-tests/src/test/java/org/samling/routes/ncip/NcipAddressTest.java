package org.samling.routes.ncip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.samling.core.ill.BorrowingDesk;
import org.samling.core.organisation.Secret;
import org.samling.core.search.CatalogueSearch;
import org.samling.core.search.Query;
import org.samling.core.search.ResultSet;
import org.samling.core.search.ScanRequest;
import org.samling.core.search.ScanResult;
import org.samling.core.search.SearchScope;
import org.samling.core.search.SortOrder;
import org.samling.marc.MarcRecordMaker;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestPatrons;
import org.samling.routes.Credentials;

/** What another library's system is told, and not told, of where a patron lives. */
class NcipAddressTest {

  @Test
  void partnerIsToldAnAddressButNotOneThatIsProtected() throws Exception {
    try (var library = new TestLibrary();
        var camel = new DefaultCamelContext()) {
      camel.start();
      TestPatrons.patron().put(library, library.north, "OPEN");
      TestPatrons.patron().protectedAddress().put(library, library.north, "HIDDEN");

      assertThat(ask(camel, library, "OPEN")).contains("Hemmelig Vej 7");
      assertThat(ask(camel, library, "HIDDEN"))
          .contains("<LookupUserResponse>")
          .doesNotContain("Problem")
          .doesNotContain("Hemmelig")
          .doesNotContain("PhysicalAddress");
    }
  }

  /** A patron is looked up in the store alone. */
  private static final class NothingSearched implements CatalogueSearch {
    @Override
    public ResultSet search(SearchScope scope, Query query, SortOrder order) {
      throw new AssertionError("nothing is searched for");
    }

    @Override
    public ScanResult scan(SearchScope scope, ScanRequest request) {
      throw new AssertionError("nothing is searched for");
    }
  }

  private static String ask(DefaultCamelContext camel, TestLibrary library, String card) {
    var store = library.store;
    var responder =
        new NcipResponder(
            camel,
            new NcipResponder.Ports(
                store.accounts(),
                store.patronAuthentication(),
                store.patronPins(),
                store,
                store.inquiries(),
                new NothingSearched(),
                store.patronRegister(),
                store.interlibraryRequests(),
                store.interlibraryMessages(),
                new BorrowingDesk(new MarcRecordMaker(), store.borrowedItems())),
            new NcipSettings(100_000, Duration.ofMinutes(10), Duration.ofSeconds(10)),
            (_, _, _) -> {});
    var message =
        """
        <NCIPMessage xmlns="http://www.niso.org/2008/ncip"><LookupUser><UserId><UserIdentifierValue>%s</UserIdentifierValue></UserId>
        <UserElementType>User Address Information</UserElementType></LookupUser></NCIPMessage>
        """
            .formatted(card);
    var answer =
        responder.answer(
            new NcipCall(
                new NcipCall.Body(message.getBytes(UTF_8)),
                null,
                new NcipLogin.Password(new Credentials("north-ncip", new Secret("secret"))),
                _ -> true));
    return new String(answer.body(), UTF_8);
  }
}
