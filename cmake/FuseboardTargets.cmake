# SPDX-License-Identifier: GPL-3.0-or-later
# What every target of ours shares: warnings, sanitizers, strict Qt switches, and the one way to add a test.

add_library(fuseboard_flags INTERFACE)
target_compile_options(fuseboard_flags INTERFACE
    $<$<CXX_COMPILER_ID:GNU,Clang>:-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
        -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough -fstack-protector-strong>
    $<$<CXX_COMPILER_ID:MSVC>:/W4 /permissive->)
if(FUSEBOARD_WERROR)
    target_compile_options(fuseboard_flags INTERFACE
        $<$<CXX_COMPILER_ID:GNU,Clang>:-Werror> $<$<CXX_COMPILER_ID:MSVC>:/WX>)
endif()
target_compile_definitions(fuseboard_flags INTERFACE
    QT_NO_KEYWORDS QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_STRICT_ITERATORS QT_USE_QSTRINGBUILDER
    FUSEBOARD_VERSION="${PROJECT_VERSION}")
if(FUSEBOARD_SANITIZE)
    list(JOIN FUSEBOARD_SANITIZE "," _sanitizers)
    target_compile_options(fuseboard_flags INTERFACE -fsanitize=${_sanitizers} -fno-omit-frame-pointer
        -fno-sanitize-recover=all)
    target_link_options(fuseboard_flags INTERFACE -fsanitize=${_sanitizers})
endif()
if(FUSEBOARD_FUZZ)
    target_compile_options(fuseboard_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

# fb_test(NAME tst_x SOURCES tst_x.cpp [LIBRARIES ...] [TIMEOUT s]): one Qt Test executable, one ctest entry.
function(fb_test)
    cmake_parse_arguments(arg "" "NAME;TIMEOUT" "SOURCES;LIBRARIES" ${ARGN})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    add_executable(${arg_NAME} ${arg_SOURCES})
    target_link_libraries(${arg_NAME} PRIVATE fuseboard_flags fuseboard_testsupport ${arg_LIBRARIES} Qt6::Test)
    add_test(NAME ${arg_NAME} COMMAND ${arg_NAME})
    set_tests_properties(${arg_NAME} PROPERTIES TIMEOUT ${arg_TIMEOUT} SKIP_REGULAR_EXPRESSION "SKIPPED-WHOLE-TEST"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/lsan.supp")
endfunction()
