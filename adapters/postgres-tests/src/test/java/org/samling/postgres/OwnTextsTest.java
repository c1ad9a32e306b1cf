package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.OwnTexts.OwnText;
import org.samling.core.organisation.Secret;

/** Texts of tenants' own, descriptions of titles and the marks of accounts. */
class OwnTextsTest {

  private final TestLibrary library = new TestLibrary();

  @AfterEach
  void close() {
    library.close();
  }

  @Test
  void textIsReplacedAndTakenAwayByLanguageAndKey() {
    var texts = library.store.ownTexts();
    texts.put(library.north, List.of(new OwnText("009", "a", "Et"), new OwnText("012", "a", "En")));
    texts.put(library.north, List.of(new OwnText("009", "a", "To")));
    assertThat(texts.find(library.north, "hall", "009", "a")).hasValue("To");
    assertThat(texts.find(library.north, "default", "012", "a")).hasValue("En");
    assertThat(texts.remove(library.north, "default", "009", "a")).isTrue();
    assertThat(texts.remove(library.north, "default", "009", "a")).isFalse();
    assertThat(texts.all(library.north)).containsExactly(new OwnText("012", "a", "En"));
  }

  @Test
  void textOfAWordingGoesBeforeTheOneForAllMachinesAndIsTakenAwayAlone() {
    var texts = library.store.ownTexts();
    texts.put(
        library.north,
        List.of(new OwnText("009", "a", "Alle"), new OwnText("hall", "009", "a", "Hallen")));
    assertThat(texts.find(library.north, "hall", "009", "a")).hasValue("Hallen");
    assertThat(texts.find(library.north, "default", "009", "a")).hasValue("Alle");
    assertThat(texts.find(library.north, "door", "009", "a")).hasValue("Alle");
    assertThat(texts.remove(library.north, "hall", "009", "a")).isTrue();
    assertThat(texts.find(library.north, "hall", "009", "a")).hasValue("Alle");
  }

  @Test
  void textOfOneTenantIsNoneOfAnother() {
    var texts = library.store.ownTexts();
    texts.put(library.north, List.of(new OwnText("009", "a", "Et")));
    assertThat(texts.find(library.south, "hall", "009", "a")).isEmpty();
    assertThat(texts.all(library.south)).isEmpty();
    assertThat(library.count(library.south, "select count(*) from own_text")).isZero();
    assertThat(library.count(null, "select count(*) from own_text")).isZero();
    assertThat(texts.remove(library.south, "default", "009", "a")).isFalse();
  }

  @Test
  void titlesAreDescribedByItemAndByRecordWithinTheTenant() {
    var local = new RecordKey("t", "local");
    library
        .store
        .catalogue()
        .putRecords(library.north, List.of(TestLibrary.record(local, "Vores")));
    var descriptions = library.store.descriptions();
    var ofItems = descriptions.ofItems(library.north, Set.of("1", "6", "none"));
    assertThat(ofItems).containsOnlyKeys("1", "6");
    assertThat(ofItems)
        .hasEntrySatisfying(
            "6",
            description -> {
              assertThat(description.title()).isEqualTo("Fanø");
              assertThat(description.general()).isEqualTo("a");
            });
    assertThat(descriptions.ofRecords(library.north, Set.of(TestLibrary.TITLE, local)))
        .containsOnlyKeys(TestLibrary.TITLE, local);
    assertThat(descriptions.ofRecords(library.south, Set.of(TestLibrary.TITLE, local)))
        .containsOnlyKeys(TestLibrary.TITLE);
  }

  @Test
  void markOfAnAccountStaysUntilSomethingOfItChanges() {
    var accounts = library.store.accounts();
    var login =
        accounts.logIn(Account.Protocol.SIP2, "north-kiosk", new Secret("secret")).orElseThrow();
    var id = login.account().id();
    assertThat(accounts.marks(library.north, Set.of(id))).containsEntry(id, login.mark());
    assertThat(accounts.marks(library.south, Set.of(id))).isEmpty();
    library.asSuperuser("update account set language = '001' where username = 'north-kiosk'");
    var changed = accounts.marks(library.north, Set.of(id)).get(id);
    assertThat(changed).isNotEqualTo(login.mark());
    library.asSuperuser("update account set enabled = false where username = 'north-kiosk'");
    assertThat(accounts.marks(library.north, Set.of(id))).isEmpty();
    library.asSuperuser("update account set enabled = true where username = 'north-kiosk'");
    assertThat(accounts.marks(library.north, Set.of(id)).get(id))
        .as("switched off and on again, which ended its connections")
        .isNotIn(changed, login.mark());
  }
}
