package org.samling.z3950;

import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.Octets;

/**
 * An APDU of the standard that this package doesn't take apart. It is well-formed BER; whether it
 * is what the standard asks for is not known.
 *
 * @param apdu which one
 * @param referenceId what an answer repeats, or null
 * @param element the whole APDU
 */
public record UnsupportedApdu(Apdu apdu, @Nullable Octets referenceId, Octets element)
    implements Z3950Request, Z3950Response {}
