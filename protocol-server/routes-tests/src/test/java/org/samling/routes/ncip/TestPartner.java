package org.samling.routes.ncip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import org.apache.camel.impl.DefaultCamelContext;
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
import org.samling.postgres.PostgresStore;
import org.samling.routes.Credentials;

/** The system of a partner, with the account north-ncip, that asks a store by NCIP. */
final class TestPartner implements AutoCloseable {

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final NcipResponder responder;

  /**
   * Begins.
   *
   * @param checkedEvery how long its login counts before it is checked again
   */
  TestPartner(PostgresStore store, Duration checkedEvery) {
    camel.start();
    responder =
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
            new NcipSettings(100_000, Duration.ofMinutes(10), checkedEvery, Duration.ofSeconds(30)),
            (_, _, _) -> {});
  }

  /** The answer to a LookupUser that asks for some elements. */
  String lookUp(String card, String elements) {
    return lookUp("secret", card, elements);
  }

  /** The same with a password. */
  String lookUp(String password, String card, String elements) {
    var message =
        """
        <NCIPMessage xmlns="http://www.niso.org/2008/ncip"><LookupUser><UserId><UserIdentifierValue>%s</UserIdentifierValue></UserId>
        %s</LookupUser></NCIPMessage>
        """
            .formatted(card, elements);
    var answer =
        responder.answer(
            new NcipCall(
                new NcipCall.Body(message.getBytes(UTF_8)),
                null,
                new NcipLogin.Password(new Credentials("north-ncip", new Secret(password))),
                _ -> true));
    return new String(answer.body(), UTF_8);
  }

  @Override
  public void close() {
    camel.stop();
  }

  /** Patrons are looked up in the store alone. */
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
}
