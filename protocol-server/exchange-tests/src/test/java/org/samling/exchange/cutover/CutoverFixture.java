package org.samling.exchange.cutover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.samling.core.organisation.TenantId;
import org.samling.marc.MarcRecordMaker;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.TestLibrary;
import org.samling.testing.Checkout;

/** A library of its own, and exports to move into it. */
final class CutoverFixture implements AutoCloseable {

  private static final Charset CHARSET = Charset.forName("windows-1252");

  final TestLibrary library = new TestLibrary();
  final Path reports;
  private final Path export;

  /** With a copy of the example's export. */
  CutoverFixture(Path directory) {
    this.export = directory.resolve("export");
    this.reports = directory.resolve("reports");
    try (var files = Files.list(shipped("own"))) {
      Files.createDirectories(export);
      for (var file : files.toList()) {
        Files.copy(file, export.resolve(file.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path shipped(String name) {
    return Checkout.file("test-fixtures/cutover/" + name);
  }

  Path mapping() {
    return export.resolve("mapping.yaml");
  }

  /** Replaces some text of a file of the export. */
  void replace(String name, String old, String text) {
    try {
      var file = export.resolve(name);
      var charset = name.endsWith(".yaml") ? StandardCharsets.UTF_8 : CHARSET;
      var before = Files.readString(file, charset);
      if (!before.contains(old)) {
        throw new IllegalArgumentException(name + " has no " + old);
      }
      Files.writeString(file, before.replace(old, text), charset);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void append(String name, String line) {
    try {
      var file = export.resolve(name);
      Files.writeString(file, Files.readString(file, CHARSET) + line + "\n", CHARSET);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Cutover cutover(TenantId tenant, Path mapping) {
    return cutover(library.store, tenant, mapping);
  }

  /** The cutover of a tenant of any store. */
  static Cutover cutover(PostgresStore store, TenantId tenant, Path mapping) {
    return new Cutover(
        new Cutover.Ports(
            store.patronRegister(),
            store.itemRegister(),
            store.catalogue(),
            new MarcRecordMaker(),
            store,
            store.cutoverInquiries(),
            store.noticeContacts(),
            store.pastLoans()),
        store.inquiries().policy(tenant),
        Mapping.read(mapping, Objects.requireNonNull(mapping.toAbsolutePath().getParent())),
        _ -> {});
  }

  CutoverReport check() {
    return cutover(library.north, mapping()).check(reports);
  }

  CutoverReport load() {
    return load(EnumSet.allOf(Kind.class));
  }

  CutoverReport load(Set<Kind> kinds) {
    return cutover(library.north, mapping()).run(reports, kinds);
  }

  Reconciliation reconcile() {
    return cutover(library.north, mapping()).reconcile(reports);
  }

  String text(String sql) {
    return library.text(library.north, sql);
  }

  long count(String sql) {
    return library.count(library.north, sql);
  }

  @Override
  public void close() {
    library.close();
  }
}
