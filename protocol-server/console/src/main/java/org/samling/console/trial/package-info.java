/**
 * A machine or a partner in the browser: SIP2, Z39.50 and NCIP to a sandbox tenant, and what is
 * answered, explained.
 */
@NullMarked
package org.samling.console.trial;

import org.jspecify.annotations.NullMarked;
