/** Tests of this package. */
@NullMarked
package org.samling.console.web;

import org.jspecify.annotations.NullMarked;
