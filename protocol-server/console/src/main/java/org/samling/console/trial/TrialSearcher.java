package org.samling.console.trial;

import java.util.List;
import java.util.Optional;
import org.samling.console.web.Diagnostic;
import org.samling.core.organisation.Tenant;

/** Speaks Z39.50 as another library does, to tenants in which nothing is real. */
public interface TrialSearcher {

  /**
   * Opens a session with the tenant's own database, asks, and ends it.
   *
   * @param tenant the tenant, which is one to try with
   * @param username the account's name; empty for nobody
   * @param wish what is asked
   * @return what was said, or nothing where there is no such account, it is switched off, or the
   *     tenant is none to try with
   */
  Optional<Outcome> talk(Tenant tenant, String username, Wish wish);

  /** What is asked. */
  sealed interface Wish {}

  /** Nothing: the session is opened only. */
  record Init() implements Wish {}

  /**
   * A search, and the first records of what it finds.
   *
   * @param notation in what the query is written
   * @param syntax in what records are wanted
   */
  record Search(Notation notation, String query, Syntax syntax) implements Wish {}

  /**
   * Terms around a place.
   *
   * @param start a term with its attributes, in prefix notation
   */
  record Scan(String start) implements Wish {}

  /** How a query is written. */
  enum Notation {
    /** Prefix notation, which goes as a query of type 1. */
    PQF,
    /** CQL, which goes as a query of type 104. */
    CQL
  }

  /** The record syntaxes to choose from. */
  enum Syntax {
    /** MARC 21 in ISO 2709. */
    USMARC,
    /** danMARC2 in ISO 2709. */
    DANMARC,
    /** MARC 21 in XML. */
    XML,
    /** Text for people. */
    SUTRS
  }

  /** What came of it. */
  sealed interface Outcome {}

  /**
   * What was said.
   *
   * @param exchanges each APDU that was sent, with its answer
   * @param records the records that came, as text
   */
  record Talk(List<Exchange> exchanges, List<String> records) implements Outcome {

    /** Copies the lists. */
    public Talk {
      exchanges = List.copyOf(exchanges);
      records = List.copyOf(records);
    }
  }

  /**
   * An APDU and its answer, explained field by field.
   *
   * @param request what was asked
   * @param answer what was answered; empty where nothing was
   * @param diagnostics those that stand in the answer
   */
  record Exchange(String request, String answer, List<Diagnostic> diagnostics) {

    /** Copies the list. */
    public Exchange {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /**
   * The query can't be read, and nothing was sent.
   *
   * @param reason what is wrong, for people
   * @param position the character at which it was seen, from 1
   */
  record Unreadable(String reason, int position) implements Outcome {}
}
