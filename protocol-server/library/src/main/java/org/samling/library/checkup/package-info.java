/**
 * Looks whether everything is as it should be: what a configuration refers to, and a library that
 * is being served. It changes nothing.
 */
@NullMarked
package org.samling.library.checkup;

import org.jspecify.annotations.NullMarked;
