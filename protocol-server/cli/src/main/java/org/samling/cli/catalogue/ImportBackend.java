package org.samling.cli.catalogue;

import org.samling.cli.common.LibraryOptions;
import org.samling.core.imports.ImportBatches;
import org.samling.core.organisation.Tenants;
import org.samling.library.Library;
import org.samling.routes.imports.ImportService;

/** What the import commands work on. */
interface ImportBackend extends AutoCloseable {

  /** Knows the tenants. */
  Tenants tenants();

  /** Loads files. */
  ImportService importService();

  /** Knows the imports. */
  ImportBatches importBatches();

  @Override
  void close();

  /** Opens what the commands work on. */
  @FunctionalInterface
  interface Opening {
    ImportBackend open(LibraryOptions which);
  }

  /** The backend of a configured library. */
  static ImportBackend ofLibrary(LibraryOptions which) {
    var library = Library.openBeside(which.configuration());
    return new ImportBackend() {
      @Override
      public Tenants tenants() {
        return library.store().tenants();
      }

      @Override
      public ImportService importService() {
        return library.imports();
      }

      @Override
      public ImportBatches importBatches() {
        return library.store().importBatches();
      }

      @Override
      public void close() {
        library.close();
      }
    };
  }
}
