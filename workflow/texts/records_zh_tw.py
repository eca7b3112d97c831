"""What is wrong with an exported record, its chain or a signing key, in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.texts.filling import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "malformed": "紀錄的格式不對",
        "unknown_format": "這個檔案不是案件紀錄，或版本無法辨識",
        "facts_differ": "這一筆說的是另一件案子、另一版流程或另一個序號",
        "scope_differs": "核准當時的內容與紀錄不符",
        "commitment_differs": "欄位內容與紀錄不符",
        "not_in_chain": "這一項不在紀錄鏈裡",
        "seq_gap": "中間缺少紀錄",
        "seq_repeated": "紀錄的序號重複",
        "prev_differs": "這一筆沒有接在前一筆之後",
        "second_genesis": "紀錄鏈有第二個起點",
        "hash_differs": "這一筆的內容被改過",
        "beyond_head": "有紀錄超出鏈的終點",
        "head_differs": "紀錄鏈的結尾被截斷或被改過",
        "signature_differs": "簽章與內容不符",
        "signature_missing": "這個檔案沒有簽章",
        "key_differs": "簽章用的不是指定的金鑰",
        "record_too_large": "檔案超過紀錄的大小上限",
        "not_json": "這個檔案不是只有一種讀法的 JSON",
        "key_repeated": "同一個物件裡的名稱重複，檔案可以有兩種讀法",
        "source_differs": "流程定義的原文與發布時不同",
        "definition_missing": "檔案裡沒有這一筆所依據的流程定義",
        "case_differs": "案件的說明與紀錄鏈不符",
        "task_differs": "這項工作與紀錄鏈不符",
        "decision_differs": "這項決定與紀錄鏈不符",
        "rendering_differs": "系統製作的文件與歷程所記不符",
        "document_differs": "紀錄鏈所指的檔案不在文件清單裡",
        "guest_differs": "校外對方的憑證與紀錄鏈不符",
        "commitment_missing": "這一筆所承諾的內容既未列出，也未註明已刪除",
        "key_missing": "找不到簽章金鑰 {path}，執行 qianhe init 產生",
        "key_unreadable": "無法讀取簽章金鑰 {path}，或它不是 Ed25519 金鑰",
        "no_record_in_pdf": "這個 PDF 裡沒有案件紀錄，或無法讀取",
        "seal_missing": "這個 PDF 沒有封緘，或封緘之後又加了內容",
        "seal_differs": "這個 PDF 的頁面不是系統製作的原樣",
        "pdf_busy": "正在製作別的文件，稍後再試。",
        "pdf_timeout": "文件太長，{seconds} 秒內做不完。案件紀錄仍可匯出。",
        "pdf_too_large": "文件太大，無法製作 PDF。案件紀錄仍可匯出。",
        "pdf_failed": "PDF 製作失敗：{detail}",
        "pdf_crashed": "製作 PDF 的程序中斷，再試一次。",
        "pdf_library_missing": "這臺主機缺少製作 PDF 的程式庫，安裝："
        "apt-get install --no-install-recommends {packages}",
    }
)
