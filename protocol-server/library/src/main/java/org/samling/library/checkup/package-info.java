/**
 * Checks that everything is as it should be: what a configuration refers to, and a running library.
 * Changes nothing.
 */
@NullMarked
package org.samling.library.checkup;

import org.jspecify.annotations.NullMarked;
