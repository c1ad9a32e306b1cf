package org.samling.exchange.seed;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.Work;
import org.samling.core.circulation.ItemDetails;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.ItemRegister.UnknownRecordException;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.organisation.Access;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Bounds;
import org.samling.core.organisation.LibraryRegister.NameTakenException;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.Contact;
import org.samling.core.patron.Membership;
import org.samling.core.patron.PatronRegister.NewBlock;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.core.patron.PatronRegister.UnfitPatronException;
import org.samling.exchange.profile.Profiles;
import org.samling.exchange.seed.SeedContent.SeedAccount;
import org.samling.exchange.seed.SeedContent.SeedItem;
import org.samling.exchange.seed.SeedContent.SeedPatron;
import org.samling.exchange.seed.SeedContent.SeedRecord;
import org.samling.exchange.seed.SeedReport.Kind;
import org.samling.exchange.seed.SeedReport.Tally;
import org.samling.exchange.seed.SeedSettings.Loading;
import org.samling.exchange.seed.Seeder.Ports;
import org.samling.library.yaml.Durations;

/** Loads records, items, patrons and accounts. */
final class SeedStock {

  private static final int RECORDS_AT_ONCE = 200;
  private static final int ITEMS_AT_ONCE = 500;

  /** Few, because every PIN is hashed, which is slow on purpose. */
  private static final int PATRONS_AT_ONCE = 100;

  private final Ports ports;
  private final Tally tally;
  private final Instant now;

  SeedStock(Ports ports, Tally tally, Instant now) {
    this.ports = ports;
    this.tally = tally;
    this.now = now;
  }

  void putRecords(List<SeedValue<SeedRecord>> records) {
    inBatches(
        records,
        RECORDS_AT_ONCE,
        batch -> {
          var made = new ArrayList<CatalogueRecord>();
          for (var record : batch) {
            try {
              made.add(ports.recordMaker().make(work(record.value())));
            } catch (IllegalArgumentException e) {
              tally.refused(
                  Kind.RECORDS,
                  record.problem("number", "can't be made into a record: " + e.getMessage()));
            }
          }
          var counts = ports.catalogue().putRecords(null, made);
          tally.done(Kind.RECORDS, counts.added(), counts.changed(), counts.unchanged());
        });
  }

  static Work work(SeedRecord r) {
    return new Work(
        new RecordKey(r.source(), r.number()),
        new Work.Title(r.title(), r.subtitle(), r.originalTitle(), r.series()),
        r.author(),
        r.contributors(),
        new Work.Imprint(r.edition(), r.place(), r.publisher(), r.year(), r.extent()),
        r.isbn(),
        r.language(),
        new Work.Subject(r.dk5(), r.subjects(), Work.Audience.valueOf(constant(r.audience()))),
        Work.Material.valueOf(constant(r.material())));
  }

  void putItems(Loading loading) {
    inBatches(loading.plan().items(), ITEMS_AT_ONCE, batch -> putItems(loading, batch));
  }

  private void putItems(Loading loading, List<SeedValue<SeedItem>> batch) {
    var left = new ArrayList<>(batch);
    while (!left.isEmpty()) {
      try {
        var items = left.stream().map(i -> item(loading, i.value())).toList();
        var tenant = loading.tenant().id();
        var known =
            ports
                .itemRegister()
                .known(tenant, items.stream().map(NewItem::barcode).toList())
                .items();
        var added = ports.itemRegister().putItems(tenant, items);
        var updated =
            (int) items.stream().filter(i -> isChanged(known.get(i.barcode()), i)).count();
        tally.done(Kind.ITEMS, added, updated, left.size() - added - updated);
        return;
      } catch (UnknownRecordException e) {
        left.removeIf(item -> {
          var at = item.value().barcode().equals(e.barcode());
          if (at) {
            tally.refused(
                Kind.ITEMS,
                item.problem(
                    "record",
                    "the catalogue has no record %s; add it, or load it first"
                        .formatted(item.value().record())));
          }
          return at;
        });
      }
    }
  }

  /** Whether an item that existed is another now; null for one that did not. */
  private static boolean isChanged(@Nullable NewItem before, NewItem now) {
    if (before == null) {
      return false;
    }
    var was = before.details();
    var is = now.details();
    var isFloating = is.floatingGroup() != null;
    return !before.record().equals(now.record())
        || !before.category().equals(now.category())
        || !(isFloating || before.branch().equals(now.branch()))
        || !Objects.equals(was.location(), is.location())
        || !Objects.equals(was.callNumber(), is.callNumber())
        || !Objects.equals(was.materialGroup(), is.materialGroup())
        || !Objects.equals(was.modifier(), is.modifier())
        || !Objects.equals(was.floatingGroup(), is.floatingGroup())
        || !Objects.equals(was.price(), is.price());
  }

  private NewItem item(Loading loading, SeedItem i) {
    var price = i.price();
    return new NewItem(
        i.barcode(),
        RecordKey.parse(i.record()),
        i.branch(),
        i.category(),
        ItemStatus.valueOf(constant(i.status())),
        ItemDetails.builder()
            .location(i.location())
            .callNumber(i.callNumber())
            .materialGroup(i.materialGroup())
            .modifier(i.circulationModifier())
            .accession(day(loading, i.accession()))
            .floatingGroup(i.floatingGroup())
            .price(price == null ? null : SeedAmount.minor(price, loading.tenant().currency()))
            .enumeration(Enumeration.of(i.volume(), i.year(), i.issue()))
            .parts(i.parts())
            .build());
  }

  void putPatrons(Loading loading) {
    // Guardians have no guardians of their own: stored first, they exist when they are named.
    var patrons =
        Stream.concat(
                loading.plan().patrons().stream().filter(p -> p.value().guardian() == null),
                loading.plan().patrons().stream().filter(p -> p.value().guardian() != null))
            .toList();
    inBatches(patrons, PATRONS_AT_ONCE, batch -> putPatrons(loading, batch));
  }

  private void putPatrons(Loading loading, List<SeedValue<SeedPatron>> batch) {
    var left = new ArrayList<>(batch);
    while (!left.isEmpty()) {
      try {
        var put =
            ports
                .patronRegister()
                .putPatrons(
                    loading.tenant().id(),
                    left.stream().map(p -> patron(loading, p.value())).toList());
        tally.done(
            Kind.PATRONS, put.added(), put.changed(), left.size() - put.added() - put.changed());
        return;
      } catch (UnfitPatronException e) {
        left.removeIf(patron -> {
          var at = patron.value().card().equals(e.card());
          if (at) {
            tally.refused(
                Kind.PATRONS,
                patron.problem(e.particular(), "is not valid: %s".formatted(e.getMessage())));
          }
          return at;
        });
      }
    }
  }

  private NewPatron patron(Loading loading, SeedPatron p) {
    var pin = p.pin();
    var block = p.block();
    return new NewPatron(
        p.card(),
        p.name(),
        new Membership(p.category(), p.branch(), p.language(), day(loading, p.expires())),
        pin == null ? null : new Secret(pin),
        new Contact(p.email(), p.phone(), p.address()),
        day(loading, p.birthDate()),
        block == null
            ? List.of()
            : List.of(
                new NewBlock(
                    BlockCode.ofLetter(block.code().charAt(0)),
                    block.note(),
                    day(loading, block.until()))),
        SeedParticulars.of(p, loading.tenant().code(), loading.times(now)));
  }

  private @Nullable LocalDate day(Loading loading, @Nullable String text) {
    return text == null ? null : loading.times(now).day(text);
  }

  void putAccounts(Loading loading) {
    for (var protocol : Account.Protocol.values()) {
      putAccounts(loading, protocol, new ArrayList<>(loading.plan().accounts(protocol)));
    }
  }

  private void putAccounts(
      Loading loading, Account.Protocol protocol, List<SeedValue<SeedAccount>> left) {
    while (!left.isEmpty()) {
      try {
        ports
            .libraryRegister()
            .putAccounts(
                loading.tenant().id(),
                left.stream().map(a -> account(protocol, a.value())).toList());
        putBounds(loading, left);
        putAccess(loading, left);
        putProfiles(loading, left);
        putScopes(loading, left);
        putPartners(loading, left);
        putWireLogs(loading, left);
        tally.done(
            Kind.ACCOUNTS, loading.isNew() ? left.size() : 0, loading.isNew() ? 0 : left.size());
        return;
      } catch (NameTakenException e) {
        left.removeIf(account -> {
          var at = account.value().username().equals(e.username());
          if (at) {
            tally.refused(
                Kind.ACCOUNTS,
                account.problem(
                    "username",
                    "\"%s\" is the name of another tenant's account; choose another"
                        .formatted(e.username())));
          }
          return at;
        });
      }
    }
  }

  private void putAccess(Loading loading, List<SeedValue<SeedAccount>> accounts) {
    for (var account : accounts) {
      var access = account.value().access();
      if (access != null) {
        var idle = access.idleTimeout();
        ports
            .libraryRegister()
            .putAccess(
                loading.tenant().id(),
                account.value().username(),
                new Access(
                    access.enabled(),
                    access.allow(),
                    access.certificate(),
                    access.withoutPassword().stream()
                        .map(w -> Access.Credential.valueOf(constant(w)))
                        .collect(Collectors.toSet()),
                    idle == null ? null : Durations.parse(idle),
                    access.maxConnections()));
      }
    }
  }

  private void putBounds(Loading loading, List<SeedValue<SeedAccount>> accounts) {
    for (var account : accounts) {
      var bounds = account.value().bounds();
      if (bounds != null) {
        ports
            .libraryRegister()
            .putBounds(
                loading.tenant().id(),
                account.value().username(),
                Bounds.of(Set.copyOf(bounds.agencies()), Set.copyOf(bounds.branches())));
      }
    }
  }

  private void putProfiles(Loading loading, List<SeedValue<SeedAccount>> accounts) {
    for (var account : accounts) {
      var profile = account.value().profile();
      if (profile != null) {
        ports
            .libraryRegister()
            .putProfile(
                loading.tenant().id(), account.value().username(), Profiles.choice(profile));
      }
    }
  }

  private void putScopes(Loading loading, List<SeedValue<SeedAccount>> accounts) {
    for (var account : accounts) {
      var scopes = account.value().scopes();
      if (scopes != null) {
        ports
            .libraryRegister()
            .putScopes(
                loading.tenant().id(),
                account.value().username(),
                scopes.stream()
                    .flatMap(s -> Account.Scope.of(s).stream())
                    .collect(Collectors.toSet()));
      }
    }
  }

  private void putPartners(Loading loading, List<SeedValue<SeedAccount>> accounts) {
    for (var account : accounts) {
      var partners = account.value().partners();
      if (partners != null) {
        ports
            .libraryRegister()
            .putPartners(loading.tenant().id(), account.value().username(), Set.copyOf(partners));
      }
    }
  }

  private void putWireLogs(Loading loading, List<SeedValue<SeedAccount>> accounts) {
    for (var account : accounts) {
      var on = account.value().wireLog();
      if (on != null) {
        ports.libraryRegister().putWireLog(loading.tenant().id(), account.value().username(), on);
      }
    }
  }

  private static NewAccount account(Account.Protocol protocol, SeedAccount a) {
    return new NewAccount(
        protocol, a.username(), new Secret(a.password()), a.branch(), a.charset(), a.language());
  }

  private static <T> void inBatches(List<T> all, int size, Consumer<List<T>> put) {
    for (var from = 0; from < all.size(); from += size) {
      put.accept(all.subList(from, Math.min(from + size, all.size())));
    }
  }

  private static String constant(String text) {
    return text.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
