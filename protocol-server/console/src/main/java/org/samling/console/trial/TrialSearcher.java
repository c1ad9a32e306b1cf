package org.samling.console.trial;

import java.util.List;
import java.util.Optional;
import org.samling.console.web.Diagnostic;
import org.samling.core.organisation.Tenant;

/** Acts as a Z39.50 client in sandbox tenants. */
public interface TrialSearcher {

  /**
   * Opens a session with the tenant's own database, sends the request, and closes the session.
   *
   * @param tenant a sandbox tenant
   * @param username the account name; empty for an anonymous session
   * @param wish the request
   * @return the exchange, or empty if there is no such account, it is disabled, or the tenant is
   *     not a sandbox
   */
  Optional<Outcome> run(Tenant tenant, String username, SessionRequest wish);

  /** An import order. */
  sealed interface SessionRequest {}

  /** Only opens the session. */
  record Init() implements SessionRequest {}

  /**
   * A search; also fetches the first records.
   *
   * @param notation the notation of the query
   * @param syntax the preferred record syntax
   */
  record Search(Notation notation, String query, Syntax syntax) implements SessionRequest {}

  /**
   * A scan around a term.
   *
   * @param start a term with its attributes, in prefix notation
   */
  record Scan(String start) implements SessionRequest {}

  /** The notation of a query. */
  enum Notation {
    /** Prefix notation, sent as a type-1 query. */
    PQF,
    /** CQL, sent as a type-104 query. */
    CQL
  }

  /** Returns the record syntaxes to choose from. */
  enum Syntax {
    /** MARC 21 in ISO 2709. */
    USMARC,
    /** danMARC2 in ISO 2709. */
    DANMARC,
    /** MARC 21 in XML. */
    XML,
    /** Plain text. */
    SUTRS
  }

  /** The result. */
  sealed interface Outcome {}

  /**
   * A session.
   *
   * @param exchanges the APDUs sent, each with its answer
   * @param records the records received, as text
   */
  record Session(List<Exchange> exchanges, List<String> records) implements Outcome {

    /** Copies the lists. */
    public Session {
      exchanges = List.copyOf(exchanges);
      records = List.copyOf(records);
    }
  }

  /**
   * An APDU and its answer, explained field by field.
   *
   * @param request the APDU sent
   * @param answer the answer; empty if there was none
   * @param diagnostics the diagnostics in the answer
   */
  record Exchange(String request, String answer, List<Diagnostic> diagnostics) {

    /** Copies the list. */
    public Exchange {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /**
   * The query can't be parsed; nothing was sent.
   *
   * @param reason what is wrong, as a text for staff
   * @param position the character position of the fault, from 1
   */
  record Unreadable(String reason, int position) implements Outcome {}
}
