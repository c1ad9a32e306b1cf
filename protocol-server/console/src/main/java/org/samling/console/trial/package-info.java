/**
 * Trying out the protocols in the browser: acts as a SIP2 machine, a Z39.50 client or an NCIP
 * partner in a sandbox tenant, and explains the answers.
 */
@NullMarked
package org.samling.console.trial;

import org.jspecify.annotations.NullMarked;
