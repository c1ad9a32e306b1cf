package org.samling.routes.z3950;

import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.catalogue.RecordUpdates;
import org.samling.core.catalogue.RecordUpdates.Condition;
import org.samling.core.organisation.Account;
import org.samling.core.search.SearchScope;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.DatabaseUpdate;
import org.samling.z3950.data.DatabaseUpdate.Action;
import org.samling.z3950.data.DatabaseUpdate.NumberId;
import org.samling.z3950.data.DatabaseUpdate.OpaqueId;
import org.samling.z3950.data.DatabaseUpdate.Outcome;
import org.samling.z3950.data.DatabaseUpdate.RecordOutcome;
import org.samling.z3950.data.DatabaseUpdate.RecordStatus;
import org.samling.z3950.data.DatabaseUpdate.StringId;
import org.samling.z3950.data.DatabaseUpdate.SuppliedRecord;
import org.samling.z3950.data.DatabaseUpdate.UpdateStatus;
import org.samling.z3950.data.DefaultDiagFormat;
import org.samling.z3950.data.External;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Database Update: stores and deletes records among those of the account's own tenant. A record is
 * read, checked and repaired like that of an import, and has the same key.
 */
final class Z3950Update {

  private static final Logger LOG = LoggerFactory.getLogger(Z3950Update.class);

  /** The most records in a package. */
  private static final int MOST_RECORDS = 100;

  private final RecordReader reader;
  private final RecordUpdates updates;
  private final Z3950Databases databases;

  Z3950Update(RecordReader reader, RecordUpdates updates, Z3950Databases databases) {
    this.reader = reader;
    this.updates = updates;
    this.databases = databases;
  }

  /**
   * Updates records.
   *
   * @throws DiagnosticException where the whole update is refused
   */
  Outcome update(Z3950Session session, DatabaseUpdate update) {
    var terms = update.terms();
    var account = authorised(session, terms.databaseName());
    var action =
        Arrays.stream(Action.values())
            .filter(a -> a.number() == terms.action() && a != Action.ELEMENT_UPDATE)
            .findFirst()
            .orElseThrow(() ->
                new DiagnosticException(
                    Bib1Diagnostic.ES_INVALID_ACTION, Long.toString(terms.action())));
    if (terms.schema() != null) {
      throw new DiagnosticException(Bib1Diagnostic.ES_UNKNOWN_SCHEMA, terms.schema().dotted());
    } else if (terms.actionQualifier() != null) {
      throw unsupported("actionQualifier");
    }
    var supplied = update.suppliedRecords();
    if (supplied.isEmpty()) {
      throw new DiagnosticException(Bib1Diagnostic.ES_MISSING_PARAMETER, "suppliedRecords");
    } else if (supplied.size() > MOST_RECORDS) {
      throw new DiagnosticException(
          Bib1Diagnostic.ES_TOO_MANY_RECORDS, Integer.toString(MOST_RECORDS));
    }
    var charset = session.codec().charset();
    var outcomes = new ArrayList<RecordOutcome>();
    for (var record : supplied) {
      outcomes.add(outcome(account, action, record, charset));
    }
    return new Outcome(terms, status(outcomes), List.of(), outcomes);
  }

  /** The account, provided that it may change the database, which must be its own tenant's. */
  private Account authorised(Z3950Session session, String database) {
    var account = session.account();
    if (account == null || !account.may(Account.Scope.CATALOGUE_UPDATE)) {
      throw new DiagnosticException(
          Bib1Diagnostic.ES_ID_NOT_AUTHORIZED, account == null ? "log in" : account.username());
    }
    var scope = databases.find(database, account).scope();
    if (!new SearchScope.OfTenant(account.tenant().id()).equals(scope)) {
      throw new DiagnosticException(Bib1Diagnostic.DATABASE_ACCESS_DENIED, database);
    }
    return account;
  }

  private static UpdateStatus status(List<RecordOutcome> outcomes) {
    var done = outcomes.stream().filter(o -> o.recordStatus() == RecordStatus.SUCCESS).count();
    return done == outcomes.size()
        ? UpdateStatus.SUCCESS
        : done == 0 ? UpdateStatus.FAILURE : UpdateStatus.PARTIAL;
  }

  private RecordOutcome outcome(
      Account account, Action action, SuppliedRecord supplied, Z3950Charset charset) {
    try {
      apply(account, action, supplied, charset);
      return new RecordOutcome(List.of(), supplied.correlationInfo(), RecordStatus.SUCCESS);
    } catch (DiagnosticException e) {
      return failure(supplied, e.diagnostic());
    } catch (StoreException e) {
      // The other records have outcomes of their own, which must not be lost.
      LOG.warn("a record could not be updated: {}", e.toString());
      return failure(
          supplied, DefaultDiagFormat.of(Bib1Diagnostic.TEMPORARY_SYSTEM_ERROR, "try again later"));
    }
  }

  private static RecordOutcome failure(SuppliedRecord supplied, DefaultDiagFormat diagnostic) {
    return new RecordOutcome(List.of(diagnostic), supplied.correlationInfo(), RecordStatus.FAILURE);
  }

  private void apply(
      Account account, Action action, SuppliedRecord supplied, Z3950Charset charset) {
    if (supplied.supplementalId() != null) {
      throw unsupported("supplementalId");
    }
    var named = name(supplied.recordId(), charset);
    if (action == Action.RECORD_DELETE) {
      remove(account, supplied.record(), named);
      return;
    }
    var record = read(account, supplied.record());
    if (action == Action.RECORD_REPLACE && named != null && !isName(named, record.key())) {
      throw unsupported("recordId " + named + " of the record " + record.key());
    }
    put(account, record, condition(action));
  }

  private static Condition condition(Action action) {
    return switch (action) {
      case RECORD_INSERT -> Condition.NEW;
      case RECORD_REPLACE -> Condition.THERE;
      case RECORD_DELETE, ELEMENT_UPDATE, SPECIAL_UPDATE -> Condition.EITHER;
    };
  }

  private void put(Account account, CatalogueRecord record, Condition condition) {
    try {
      switch (updates.put(account.tenant().id(), record, condition)) {
        case ADDED, CHANGED, UNCHANGED -> {}
        case THERE_ALREADY -> throw failed(record.key() + " already exists");
        case NOT_THERE -> throw failed(record.key() + " does not exist");
      }
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.REFUSED) {
        throw e;
      }
      LOG.error("the store refused the record {}", record.key(), e);
      throw failed("the store refused the record %s. %s".formatted(record.key(), e.getMessage()));
    }
  }

  /** Deletes a record that is named by its id, or else by itself. */
  private void remove(Account account, External record, @Nullable String named) {
    var key = named == null ? read(account, record).key() : key(account, named);
    switch (updates.remove(account.tenant().id(), key)) {
      case REMOVED -> {}
      case NOT_THERE -> throw failed(key + " does not exist");
      case IN_USE -> throw failed(key + " has items, holds or a part that refers to it");
    }
  }

  private static RecordKey key(Account account, String named) {
    try {
      return named.indexOf(':') < 0
          ? new RecordKey(account.institution(), named)
          : RecordKey.parse(named);
    } catch (IllegalArgumentException _) {
      throw unsupported("recordId");
    }
  }

  private static boolean isName(String named, RecordKey key) {
    return named.equals(key.number()) || named.equals(key.toString());
  }

  private static @Nullable String name(
      DatabaseUpdate.@Nullable RecordId recordId, Z3950Charset charset) {
    return switch (recordId) {
      case null -> null;
      case NumberId(var number) -> Long.toString(number);
      case StringId(var string) -> string;
      case OpaqueId(var opaque) -> opaque.text(charset);
    };
  }

  private CatalogueRecord read(Account account, External external) {
    var options =
        new RecordReader.Options(format(external).orElse(null), account.institution(), false);
    var bytes = external.content().bytes();
    try {
      var results = reader.read(new ByteArrayInputStream(bytes), options);
      if (!results.hasNext()) {
        throw failed("the supplied record is empty");
      }
      var result = results.next();
      if (results.hasNext()) {
        throw failed("the supplied record has several records");
      }
      return switch (result) {
        case ReadResult.Accepted accepted -> accepted.record();
        case ReadResult.Rejected rejected -> throw failed(rejected.reason());
      };
    } catch (UncheckedIOException e) {
      throw failed(String.valueOf(e.getMessage()));
    }
  }

  /** The format, or nothing if it is detected from the bytes. */
  private static Optional<RecordFormat> format(External external) {
    var syntax = external.directReference();
    if (Oid.USMARC.equals(syntax)) {
      return Optional.of(RecordFormat.MARC21);
    } else if (Oid.DANMARC.equals(syntax)) {
      return Optional.of(RecordFormat.DANMARC2);
    } else if (Oid.UNIMARC.equals(syntax)) {
      return Optional.of(RecordFormat.UNIMARC);
    } else if (Oid.XML.equals(syntax)) {
      return Optional.empty();
    }
    throw new DiagnosticException(
        Bib1Diagnostic.RECORD_SYNTAX_NOT_SUPPORTED, syntax == null ? "" : syntax.dotted());
  }

  private static DiagnosticException failed(String why) {
    return new DiagnosticException(Bib1Diagnostic.ES_IMMEDIATE_EXECUTION_FAILED, why);
  }

  private static DiagnosticException unsupported(String parameter) {
    return new DiagnosticException(Bib1Diagnostic.ES_UNSUPPORTED_PARAMETER_VALUE, parameter);
  }
}
