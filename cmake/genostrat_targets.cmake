# SPDX-License-Identifier: MIT
# Helpers for targets: warnings, sanitizers, kernel flags, tests and benchmarks in one line each.

function(genostrat_set_warnings target)
    target_compile_options(${target} PRIVATE
        -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Wnon-virtual-dtor
        -Wimplicit-fallthrough $<$<BOOL:${GENOSTRAT_WERROR}>:-Werror>)
    # GCC 12 sees overlaps and overflows in std::string that are none (GCC bugs 105329, 105651).
    if(GENOSTRAT_WERROR AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_compile_options(${target} PRIVATE -Wno-error=restrict -Wno-error=array-bounds
            -Wno-error=stringop-overflow -Wno-error=stringop-overread
            -Wno-error=maybe-uninitialized)
    endif()
    # Contracted sums would differ from machine to machine.
    target_compile_options(${target} PRIVATE -ffp-contract=off)
    genostrat_sanitize(${target})
endfunction()

function(genostrat_sanitize target)
    if(GENOSTRAT_SANITIZE)
        target_compile_options(${target} PRIVATE
            -fsanitize=${GENOSTRAT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
        target_link_options(${target} PRIVATE -fsanitize=${GENOSTRAT_SANITIZE})
    endif()
endfunction()

# Files named *_kernel.cpp hold hot loops. Without -fno-trapping-math GCC 12 does not turn their
# selects on floats into vector code.
function(genostrat_tune_kernels)
    foreach(source IN LISTS ARGN)
        if(source MATCHES "_kernel\\.cpp$" AND NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
            set_property(SOURCE ${source} APPEND PROPERTY COMPILE_OPTIONS -O3 -fno-trapping-math)
        endif()
    endforeach()
endfunction()

# What is tested keeps its -O2; the tests themselves are compiled a quarter faster.
function(genostrat_set_test_flags target)
    genostrat_set_warnings(${target})
    target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
endfunction()

# genostrat_add_tests(NAME sources...): one GoogleTest program, every test a ctest case.
function(genostrat_add_tests name)
    add_executable(${name} ${ARGN})
    target_include_directories(${name} PRIVATE
        "${PROJECT_SOURCE_DIR}/tests/support" "${PROJECT_SOURCE_DIR}/src")
    target_link_libraries(${name} PRIVATE genostrat_test_support)
    genostrat_set_test_flags(${name})
    target_precompile_headers(${name} REUSE_FROM genostrat_test_support)
    gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 120
        PROPERTIES TIMEOUT 600)
endfunction()

# genostrat_add_bench(SOURCE): micro/NAME_bench.cpp, a Google Benchmark program NAME_bench.
function(genostrat_add_bench source)
    get_filename_component(name ${source} NAME_WE)
    add_executable(${name} ${source})
    target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/src")
    target_link_libraries(${name} PRIVATE
        genostrat::genostrat genostrat_private_dependencies benchmark::benchmark_main)
    genostrat_set_warnings(${name})
endfunction()
