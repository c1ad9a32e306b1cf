package org.samling.ncip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NcipAnnotatorTest {

  private static final NcipAnnotator ANNOTATOR = new NcipAnnotator(NcipLimits.DEFAULT);

  private static String annotated(String xml) {
    return ANNOTATOR.annotate(xml.getBytes(UTF_8));
  }

  @Test
  void elementsStandUnderTheirNamesWithoutHeadersAndSecrets() {
    assertThat(
            annotated(
                """
                <NCIPMessage xmlns="http://www.niso.org/2008/ncip" version="2"><LookupUser>
                <InitiationHeader><FromAgencyAuthentication>secret</FromAgencyAuthentication></InitiationHeader>
                <AuthenticationInput><AuthenticationInputData>A1</AuthenticationInputData>
                <AuthenticationInputType>Barcode Id</AuthenticationInputType></AuthenticationInput>
                <AuthenticationInput><AuthenticationInputData>1234</AuthenticationInputData>
                <AuthenticationInputType>PIN</AuthenticationInputType></AuthenticationInput>
                <AuthenticationInput><AuthenticationInputData>9876</AuthenticationInputData></AuthenticationInput>
                <UserId><UserIdentifierValue>010170-0000</UserIdentifierValue></UserId>
                <LoanedItemsDesired/></LookupUser></NCIPMessage>
                """))
        .isEqualTo(
            """
            LookupUser
              AuthenticationInput
                AuthenticationInputData: A1
                AuthenticationInputType: Barcode Id
              AuthenticationInput
                AuthenticationInputData: ****
                AuthenticationInputType: PIN
              AuthenticationInput
                AuthenticationInputData: ****
              UserId
                UserIdentifierValue: ***********
              LoanedItemsDesired
            """);
  }

  @Test
  void whatIsNoMessageIsSaid() {
    assertThat(annotated("<NCIPMessage")).startsWith("not a message: ");
    assertThat(annotated("")).isEqualTo("not a message: The message is empty\n");
  }

  @Test
  void withoutPersonsUsersHaveNoNameNumberOrAddress() {
    var message =
        """
        <NCIPMessage xmlns="http://www.niso.org/2008/ncip" version="2"><LookupUserResponse>
        <UserId><UserIdentifierValue>A1</UserIdentifierValue></UserId>
        <LoanedItem><ItemId><ItemIdentifierValue>17</ItemIdentifierValue></ItemId></LoanedItem>
        <UserOptionalFields><NameInformation><PersonalNameInformation><StructuredPersonalUserName>
        <Surname>Navn</Surname></StructuredPersonalUserName></PersonalNameInformation></NameInformation>
        <DateOfBirth>1980-01-01</DateOfBirth></UserOptionalFields>
        </LookupUserResponse></NCIPMessage>
        """
            .getBytes(UTF_8);
    assertThat(ANNOTATOR.users(message)).containsExactly("A1");
    assertThat(ANNOTATOR.withoutPersons().annotate(message))
        .contains("UserIdentifierValue: ****", "Surname: ****", "DateOfBirth: ****")
        .doesNotContain("A1", "17", "Navn", "1980");
  }
}
